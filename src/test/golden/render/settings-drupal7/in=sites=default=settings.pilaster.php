<?php

// Written by Pilaster. It leads to the settings of this release; a settings file of your own includes this one.
return require dirname(__FILE__, 5) . '/config/' . basename(dirname(__FILE__, 3)) . '/settings.php';
