<?php

// Written by Pilaster, because the code brings no such file.
require __DIR__ . '/wp-config.pilaster.php';

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
