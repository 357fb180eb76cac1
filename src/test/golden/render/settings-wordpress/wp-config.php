<?php

// Managed by Pilaster; edits are undone.

define('DB_NAME', 'acme_default');
define('DB_USER', 'acme');
define('DB_PASSWORD', 'it\'s a \\ secret');
define('DB_HOST', 'mariadb.ctr.internal');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', 'utf8mb4_general_ci');
define('AUTH_KEY', 'szrB6bsSAgrQ9LKHZQSK9DysU6DF5srNS4uZrRY4m173E0poUK4VxISlWDQivGVf');
define('SECURE_AUTH_KEY', 'd0iQcaFf+nwJRVRU4sokJoukM0iximsJoL1SoJUWkb+iTqudvS6Ix5VOWH4WnLGa');
define('LOGGED_IN_KEY', 'Eua8kvWnosd5x96zNo2rahCmnUmJ94mHOD7EvhYPdYYxIyN0p2LM+oBqCkyAm5za');
define('NONCE_KEY', 'tb3cr4W1j7f7xukHhI+cFoCB7CNrz3gfluYHwEqXyRNDmYqjP//Do+xkYkMLBF+v');
define('AUTH_SALT', 'OOSCTYOTX56wNFUdmz2KhXS/GLDpBqLtmwTEAQOwVGDTEG1OlWUASE1ATM4VVKS1');
define('SECURE_AUTH_SALT', 'qpxDzWkdBTt4KFpU3/F9XgONb58u4hCA2wYzaRmYWaQqBKEKPVnln3C386yxLTfL');
define('LOGGED_IN_SALT', 'uIMET2eOaaVOEaymN+GRHCeNHF8Blh1BSINF2VbgLM97TKlzzmYgyF8G4KwU7155');
define('NONCE_SALT', 'B/sf5sDMPSeixDgOApONBvmWuEe57w8f7bQOGYJyKGxtOXJiCcKsO6EbuPAZGuda');
define('DISALLOW_FILE_MODS', true);
define('DISABLE_WP_CRON', false);
define('FORCE_SSL_ADMIN', false);
define('WP_HOME', (($_SERVER['HTTPS'] ?? '') === 'on' ? 'https://' : 'http://') . 'blog.example.com');
define('WP_SITEURL', WP_HOME);

$table_prefix = 'wp_';
