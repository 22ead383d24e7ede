"""HTTP for the stand-in: the API and the hosted page with its two buttons."""

import html
import json
import uuid
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

from tests.stand_ins.stripe.refusals import Refusal

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>
<h1>{amount} {currency}</h1><form method="post"><button name="act" value="pay">Pay</button>
<button name="act" value="leave">Back</button></form></html>"""


class Window(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self):
        url = urlsplit(self.path)
        self._serve(url.path, url.query)

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(self.path, self.rfile.read(length).decode())

    def _serve(self, path, form):
        pairs = parse_qsl(form, keep_blank_values=True)
        serve = self._show_page if path.startswith("/pay/") else self._ask
        try:
            status, text, extra = serve(path, pairs)
        except Refusal as refusal:
            status, text, extra = refusal.status, json.dumps(refusal.told), {}
        self._say(status, text, extra)

    def _ask(self, path, pairs):
        stripe = self.server.stripe
        reply, extra = stripe.ask(self.command, path, pairs, self.headers)
        if stripe.replies_to_lose:
            stripe.replies_to_lose -= 1
            self.close_connection = True
            return None, "", {}
        return 200, json.dumps(reply), {"Content-Type": "application/json", **extra}

    def _show_page(self, path, pairs):
        session = path.removeprefix("/pay/")
        if self.command == "POST":
            return 303, "", {"Location": self.server.stripe.shop(session, dict(pairs).get("act"))}
        opened = self.server.stripe.account.found(session)
        currency = html.escape(opened["currency"].upper())
        page = PAGE.format(amount=opened["amount_total"], currency=currency)
        return 200, page, {"Content-Type": "text/html; charset=utf-8"}

    def _say(self, status, text, extra):
        if status is None:
            return  # the reply is lost on the way, after all was done
        body = text.encode()
        self.send_response(status)
        extra = {"Request-Id": f"req_{uuid.uuid4().hex[:14]}", "Content-Length": len(body), **extra}
        for name, value in extra.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """A stand-in does not write to the test's output."""
