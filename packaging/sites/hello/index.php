<?php
// Answers who it is and what it was asked, and ends with "end", so that a load test sees an answer that was cut short.
declare(strict_types=1);

/** Sleeps through interruptions: sleep() comes back early when a signal arrives. */
function rest(float $seconds): void
{
    $until = microtime(true) + $seconds;
    while (($left = $until - microtime(true)) > 0) {
        usleep((int) ceil($left * 1e6));
    }
}

header('Content-Type: text/plain; charset=utf-8');
header('Cache-Control: no-store');

rest(max(0.0, min(60.0, (float) ($_GET['sleep'] ?? 0))));

$body = file_get_contents('php://input');
printf("hello from %s\n", $_SERVER['HTTP_HOST'] ?? 'nowhere');
printf("version 1, php %s, image build %s\n", PHP_VERSION, getenv('IMAGE_BUILD') ?: 'unknown');
printf("memory limit %s\n", ini_get('memory_limit'));
printf("method %s\n", $_SERVER['REQUEST_METHOD'] ?? 'CLI');
printf("serial %s\n", preg_replace('/[^A-Za-z0-9._-]/', '', (string) ($_GET['serial'] ?? 'none')));
printf("body %d bytes, sha256 %s\n", strlen($body), hash('sha256', $body));
echo "end\n";
