<?php

// Written by Pilaster. It leads to the settings of this release; a settings file of your own includes this one.
return require dirname(__FILE__, 6) . '/config/' . basename(dirname(__FILE__, 4)) . '/settings.php';
