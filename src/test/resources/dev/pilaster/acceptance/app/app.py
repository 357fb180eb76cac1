# The demo's hello site as a service of its own: answers who it is and what it was asked, and ends with "end".
# ?serial= is repeated, ?sleep=SECONDS waits before the answer, ?send=BYTES&over=SECONDS answers slowly; POST is digested.
import hashlib
import http.server
import os
import signal
import time
import urllib.parse


class Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        time.sleep(float(asked.get("sleep", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.say(f"hello from {self.headers['Host']}\nimage build {os.environ['IMAGE_BUILD']}\n")
        self.say(f"serial {asked.get('serial')}\n{self.digest('body', body)}\n")
        if "send" in asked:
            self.send_slowly(int(asked["send"]), float(asked["over"]))
        self.say("end\n")

    do_POST = do_GET

    def send_slowly(self, length, seconds):
        bytes_ = (b"0123456789abcdef" * (length // 16 + 1))[:length]
        self.say(f"sending {length} bytes\n")
        for start in range(0, length, length // 40):
            self.wfile.write(bytes_[start : start + length // 40])
            time.sleep(seconds / 40)
        self.say(f"\n{self.digest('sent', bytes_)}\n")

    def digest(self, what, bytes_):
        return f"{what} {len(bytes_)} bytes, sha256 {hashlib.sha256(bytes_).hexdigest()}"

    def say(self, text):
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128


# The first process of a container has no default for signals. Nobody is connected any more when it is told to stop.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
Server((os.environ.get("HOST", "0.0.0.0"), 3000), Hello).serve_forever()
