<?php

// Written by Pilaster, because the code brings no such file.
require __DIR__ . '/settings.pilaster.php';
