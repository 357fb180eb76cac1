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
    ],
  ],
];

$drupal_hash_salt = 'one salt';
$update_free_access = false;
$conf['allow_authorize_operations'] = false;

// Debian's PHP leaves old sessions to a cron job that does not know Drupal's.
ini_set('session.gc_probability', '1');
ini_set('session.gc_divisor', '100');
ini_set('session.gc_maxlifetime', '200000');
ini_set('session.cookie_lifetime', '2000000');

$conf['file_public_path'] = 'sites/default/files';
$conf['file_private_path'] = '/srv/sites/acme/shared/private';
$conf['file_temporary_path'] = '/tmp';
$conf['reverse_proxy'] = true;
$conf['reverse_proxy_addresses'] = [
  '10.0.0.1',
];
$conf['maintenance_theme'] = 'bartik';
