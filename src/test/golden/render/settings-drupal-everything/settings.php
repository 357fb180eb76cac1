<?php

// Managed by Pilaster; edits are undone.

$databases = [
  'default' => [
    'default' => [
      'driver' => 'mysql',
      'host' => 'mariadb.ctr.internal',
      'port' => 3306,
      'database' => 'acme_default',
      'username' => 'acme',
      'password' => 'it\'s a \\ secret',
      'charset' => 'utf8mb4',
      'collation' => 'utf8mb4_general_ci',
      'prefix' => '',
      'init_commands' => [
        'isolation_level' => 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      ],
    ],
  ],
  'legacy' => [
    'default' => [
      'driver' => 'mysql',
      'host' => 'db1.example.com',
      'port' => 3306,
      'database' => 'acme_legacy',
      'username' => 'acme',
      'password' => 'it\'s a \\ secret',
      'charset' => 'utf8mb4',
      'collation' => 'utf8mb4_general_ci',
      'prefix' => '',
      'init_commands' => [
        'isolation_level' => 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      ],
    ],
  ],
];

$settings['hash_salt'] = 'one salt';
$settings['deployment_identifier'] = '9999999999999999999999999999999999999999';
$settings['trusted_host_patterns'] = [
  '^acme\\.example\\.com$',
  '^acme\\.example\\.org$',
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

// The numbers of X-Forwarded-For and X-Forwarded-Proto in Symfony's Request.
$settings['reverse_proxy'] = true;
$settings['reverse_proxy_addresses'] = [
  '10.0.0.0/8',
  '2001:db8::1',
];
$settings['reverse_proxy_trusted_headers'] = 2 | 8;
$settings['key'] = 's3cret';
$settings['list'] = [
  1,
  'two',
  [
    'three' => 3.5,
  ],
];
$settings['update_free_access'] = true;
$config['system.performance'] = [
  'css' => [
    'preprocess' => true,
  ],
];
require dirname(__DIR__, 2) . '/releases/' . basename(__DIR__) . '/web/sites/default/settings.extra.php';
