"""The stand-in's server: one at a time, in a thread."""

from __future__ import annotations

import base64
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

USER, PASSWORD, TOKEN = "0102182292", "mat-khau-mau", "the-vao-cua"
CODE = "00ABC0123456789DEF0123456789ABCDEF"
"""What the stand-in's tax office gives: no real code."""


@dataclass
class Office:
    """What it holds, what it was asked, and how its day goes."""

    mood: str = "well"
    held: dict[str, dict] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bodies: list[dict] = field(default_factory=list)
    address: str = ""

    def coded(self):
        """The tax office has answered for everything that is held."""
        for row in self.held.values():
            row["codeOfTax"] = CODE


class Refusal(Exception):
    """Said with status 400, in the provider's two ways."""


class Clerk(BaseHTTPRequestHandler):
    office: Office

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        act = self.path.rstrip("0123456789-/").rsplit("/", 1)[-1]
        self.office.asked.append(act)
        try:
            told = self._told(act, body)
        except Refusal as refusal:
            return self._say(400, {"code": 400, "message": str(refusal), "data": "Không được"})
        if self.office.mood == "lost" and act == "createInvoice":
            self.office.mood = "well"
            return self.close_connection
        if self.office.mood == "down" and act != "login":
            return self._say(503, {"message": "GENERAL"})
        if self.office.mood == "garbage" and act != "login":
            return self._send(200, b"<html>")
        return self._say(200, told)

    def _told(self, act, body):
        if act == "login":
            if json.loads(body) != {"username": USER, "password": PASSWORD}:
                raise Refusal("LOGIN_FAILED")
            return {"access_token": TOKEN}
        if self.headers["Cookie"] != f"access_token={TOKEN}":
            raise Refusal("NOT_LET_IN")
        if act == "createInvoice":
            return {"errorCode": None, "description": None, "result": self._issue(json.loads(body))}
        if act == "searchInvoiceByTransactionUuid":
            (key,) = parse_qs(body.decode())["transactionUuid"]
            if key not in self.office.held:
                raise Refusal("NOT_FOUND_DATA")
            return {"errorCode": "", "result": [self.office.held[key]]}
        if json.loads(body)["transactionUuid"] not in self.office.held:
            raise Refusal("NOT_FOUND_DATA")
        return {"errorCode": 200, "fileToBytes": base64.b64encode(b"%PDF-1.4 mau").decode()}

    def _issue(self, asked):
        info, office = asked["generalInvoiceInfo"], self.office
        if office.mood in {"down", "garbage"}:
            return None
        if office.mood == "refusing":
            raise Refusal("INVOICE_SERIAL_NOT_FOUND")
        if info["transactionUuid"] in office.held:
            raise Refusal("TRANSACTION_UUID_INVALID")
        office.bodies.append(asked)
        number = "99" if office.mood == "numbering" else info["invoiceNo"]
        row = {"invoiceNo": f"{info['invoiceSeries']}{number}", "reservationCode": "MAU"}
        row["codeOfTax"] = None if office.mood == "slow office" else CODE
        office.held[info["transactionUuid"]] = row
        return row

    def _say(self, status, told):
        self._send(status, json.dumps(told).encode())

    def _send(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told):
        """Tests read ``asked`` instead."""


@contextmanager
def running():
    """An office with its address; gone at the end."""
    office = Office()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Mine", (Clerk,), {"office": office}))
    office.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
