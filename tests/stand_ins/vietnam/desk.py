"""One port of loopback behind which a vendor answers; it can lose replies after it has acted."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


class Desk:
    """``vendor`` answers ``ask(path, fields)`` with an object; ``requests`` is what was asked."""

    def __init__(self, vendor):
        self.vendor, self.requests, self.replies_to_lose = vendor, [], 0
        self.broken = None  # (status, body) instead of an answer
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Window)
        self._server.daemon_threads, self._server.desk = True, self
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path, fields):
        self.requests.append((path, fields))
        reply = self.vendor.ask(path, fields)
        if self.replies_to_lose:
            self.replies_to_lose -= 1
            return None
        return self.broken or (200, json.dumps(reply).encode())


class _Window(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_form = "form" in self.headers["Content-Type"]
        fields = dict(parse_qsl(body.decode(), True)) if is_form else json.loads(body)
        answer = self.server.desk.answer(self.path.rpartition("/")[2], fields)
        if answer is None:
            return  # the line goes dead
        status, content = answer
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.server.desk.address + "/elsewhere")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Tests read no server log."""


@contextlib.contextmanager
def open_desk(vendor):
    desk = Desk(vendor)
    thread = threading.Thread(target=desk._server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk._server.shutdown()
        desk._server.server_close()
        thread.join()
