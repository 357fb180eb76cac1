<?php
// Answers who it is and what it was asked, and ends with "end", so that a load test sees an answer that was cut short.
// ?serial= is repeated, ?sleep=SECONDS waits before the answer, ?send=BYTES&over=SECONDS answers slowly; POST is digested.
declare(strict_types=1);

/** Sleeps through interruptions: sleep() comes back early when a signal arrives. */
function rest(float $seconds): void
{
    $until = microtime(true) + $seconds;
    while (($left = $until - microtime(true)) > 0) {
        usleep((int) ceil($left * 1e6));
    }
}

/** A number from the query, within bounds. */
function asked(string $name, float $most): float
{
    return max(0.0, min($most, (float) ($_GET[$name] ?? 0)));
}

/** So many bytes in forty pieces, each sent at once, and what their digest is. */
function send(int $bytes, float $seconds): void
{
    $digest = hash_init('sha256');
    printf("sending %d bytes\n", $bytes);
    for ($sent = 0; $sent < $bytes; $sent += strlen($piece)) {
        $line = hash('sha256', (string) $sent) . "\n";
        $length = (int) min(ceil($bytes / 40), $bytes - $sent);
        $piece = substr(str_repeat($line, intdiv($length, strlen($line)) + 1), 0, $length);
        hash_update($digest, $piece);
        echo $piece;
        flush();
        rest($seconds / 40);
    }
    printf("\nsent %d bytes, sha256 %s\n", $bytes, hash_final($digest));
}

while (ob_get_level() > 0) {
    ob_end_clean();
}
header('Content-Type: text/plain; charset=utf-8');
header('Cache-Control: no-store');

rest(asked('sleep', 60));

$body = file_get_contents('php://input');
printf("hello from %s\n", $_SERVER['HTTP_HOST'] ?? 'nowhere');
printf("version 1, php %s, image build %s\n", PHP_VERSION, getenv('IMAGE_BUILD') ?: 'unknown');
printf("memory limit %s\n", ini_get('memory_limit'));
printf("method %s\n", $_SERVER['REQUEST_METHOD'] ?? 'CLI');
printf("serial %s\n", preg_replace('/[^A-Za-z0-9._-]/', '', (string) ($_GET['serial'] ?? 'none')));
printf("body %d bytes, sha256 %s\n", strlen($body), hash('sha256', $body));
if (isset($_GET['send'])) {
    send((int) asked('send', 1e8), asked('over', 60));
}
echo "end\n";
