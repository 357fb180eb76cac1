<?php

// The release is read-only. What the wiki writes lives in two mounts: data/ (pages) and local/ (settings, users).

$release = dirname(__DIR__);
$local = $release . '/local/';

$config_cascade = [
    'main' => [
        'default' => [$release . '/conf/dokuwiki.php'],
        'local' => [$local . 'local.php'],
        'protected' => [$local . 'local.protected.php'],
    ],
    'acl' => ['default' => $local . 'acl.auth.php'],
    'plainauth.users' => ['default' => $local . 'users.auth.php', 'protected' => ''],
    'plugins' => [
        'default' => [$release . '/conf/plugins.php'],
        'local' => [$local . 'plugins.local.php'],
        'protected' => [$release . '/conf/plugins.required.php', $local . 'plugins.protected.php'],
    ],
];

// A new mount is empty.
if (!is_dir($release . '/data/pages')) {
    foreach (['attic', 'cache', 'index', 'locks', 'log', 'media', 'media_attic', 'media_meta', 'meta', 'tmp', 'pages'] as $name) {
        @mkdir($release . '/data/' . $name);
    }
    @copy($release . '/conf/start.txt', $release . '/data/pages/start.txt');
}

unset($release, $local);
