<?php

// Managed by Pilaster; edits are undone.
return [
  'databases' => [
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
  'hash_salt' => 'one salt',
  'debug' => false,
];
