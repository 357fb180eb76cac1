<?php

// Managed by Pilaster; edits are undone.

$databases = [
  'default' => [
    'default' => [
      'driver' => 'mysql',
      'host' => 'mariadb.ctr.internal',
      'port' => 3306,
      'database' => 'acme',
      'username' => 'acme',
      'password' => 'a password',
      'charset' => 'utf8mb4',
      'collation' => 'utf8mb4_general_ci',
      'prefix' => '',
      'init_commands' => [
        'isolation_level' => 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      ],
    ],
  ],
];

$settings['hash_salt'] = 'a salt';
$settings['deployment_identifier'] = '9999999999999999999999999999999999999999';
$settings['trusted_host_patterns'] = [
  '^acme\\.example\\.com$',
];
$settings['config_sync_directory'] = '../config/sync';
$settings['container_yamls'][] = dirname(__DIR__, 2) . '/releases/' . basename(__DIR__) . '/web/sites/default/services.yml';
$settings['file_scan_ignore_directories'] = ['node_modules', 'bower_components'];
$settings['update_free_access'] = false;
$settings['allow_authorize_operations'] = false;

// Code is read-only here; what the site writes lies in shared/, and what it compiles is never public.
$settings['skip_permissions_hardening'] = true;
$settings['file_public_path'] = 'sites/default/files';
$settings['file_private_path'] = '/srv/sites/acme/shared/private';
$settings['file_temp_path'] = '/tmp';
$settings['php_storage']['default']['directory'] = '/srv/sites/acme/shared/private/php';
$settings['update_free_access'] = false;
$config['system.performance'] = [
  'css' => [
    'preprocess' => true,
  ],
];
