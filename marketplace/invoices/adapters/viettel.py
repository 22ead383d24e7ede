"""In the shape of Viettel S-Invoice: its addresses, its fields, its way of saying no.

Written after public clients of its web service (createInvoice, searchInvoiceByTransactionUuid,
getInvoiceRepresentationFile) and checked against a stand-in, not against Viettel: a contract comes
first. ``transactionUuid`` is our key, so asking again makes no second invoice.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from marketplace.invoices.adapters import viettel_words
from marketplace.invoices.adapters.contract import Receipt, Refused, Submission, Unavailable

ROOT = "/services/einvoiceapplication/api/InvoiceAPI"
CREATE = f"{ROOT}/InvoiceWS/createInvoice"
SEARCH = f"{ROOT}/InvoiceWS/searchInvoiceByTransactionUuid"
SHEET = f"{ROOT}/InvoiceUtilsWS/getInvoiceRepresentationFile"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
KNOWN_ALREADY, NOT_THERE, TOKEN_ENDED = "TRANSACTION_UUID_INVALID", "NOT_FOUND_DATA", "GENERAL"
LONGEST_REPLY = 8_000_000  # bytes; a PDF in base64
LONGEST_REASON = 200
SERVER_FAULT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Viettel:
    """``user`` and ``password`` are the seller's own account, ``tax_code`` its tax code."""

    api: str
    tax_code: str
    user: str
    password: str = field(repr=False)
    patience: float = 10
    sends: bool = True

    def issue(self, submission: Submission) -> Receipt:
        """Once; a reply that was lost is asked for by its key, then it is tried once more."""
        token = self._token()
        try:
            return self._create(submission, token)
        except Unavailable:
            return self._found(submission, token) or self._create(submission, token)

    def find(self, submission: Submission) -> Receipt | None:
        return self._found(submission, self._token())

    def sheet(self, submission: Submission) -> bytes:
        bill = submission.bill
        asked = {
            "supplierTaxCode": self.tax_code,
            "invoiceNo": f"{bill.series}{bill.number}",
            "templateCode": viettel_words.template(bill.form),
            "transactionUuid": submission.key,
            "fileType": "PDF",
        }
        told = self._ask(SHEET, json.dumps(asked).encode(), token=self._token())
        try:
            return base64.b64decode(_text(told, "fileToBytes"), validate=True)
        except binascii.Error as problem:
            raise Unavailable("the file cannot be read") from problem

    def _create(self, submission: Submission, token: str) -> Receipt:
        body = json.dumps(viettel_words.asked(submission)).encode()
        try:
            told = self._ask(f"{CREATE}/{self.tax_code}", body, token=token)
        except Refused as refusal:
            if str(refusal).startswith(KNOWN_ALREADY):
                raise Unavailable("it was issued before") from refusal
            raise
        return _receipt(told.get("result"))

    def _found(self, submission: Submission, token: str) -> Receipt | None:
        asked = {"supplierTaxCode": self.tax_code, "transactionUuid": submission.key}
        try:
            told = self._ask(SEARCH, urlencode(asked).encode(), token=token, kind=FORM)
        except Refused as refusal:
            if str(refusal).startswith(NOT_THERE):
                return None
            raise Unavailable(str(refusal)) from refusal
        rows = told.get("result")
        return _receipt(rows[0]) if isinstance(rows, list) and rows else None

    def _token(self) -> str:
        asked = json.dumps({"username": self.user, "password": self.password}).encode()
        try:
            return _text(self._ask("/auth/login", asked), "access_token")
        except Refused as refusal:
            raise Unavailable("the account is not let in") from refusal

    def _ask(
        self, path: str, body: bytes, *, token: str = "", kind: str = JSON
    ) -> Mapping[str, Any]:
        headers = {"Content-Type": kind, "Accept": JSON}
        if token:
            headers["Cookie"] = f"access_token={token}"
        request = Request(f"{self.api}{path}", data=body, headers=headers, method="POST")  # noqa: S310 (an address from the settings)
        try:
            with urlopen(request, timeout=self.patience) as reply:  # noqa: S310 (as above)
                return _said(reply.read(LONGEST_REPLY))
        except HTTPError as failure:
            said = _said(failure.read(LONGEST_REPLY))
            if failure.code >= SERVER_FAULT or said.get("message") == TOKEN_ENDED:
                raise Unavailable(f"answered {failure.code}") from failure
            raise Refused(_reason(said)) from failure
        except OSError as failure:
            raise Unavailable("no answer") from failure


def _said(body: bytes) -> Mapping[str, Any]:
    """A JSON object; one that tells an error is :class:`Refused`."""
    try:
        said = json.loads(body)
    except ValueError as problem:
        raise Unavailable("the reply is no JSON") from problem
    if not isinstance(said, dict):
        raise Unavailable("the reply is no object")
    if said.get("errorCode") not in {None, "", 0, "0", 200, "200"}:
        raise Refused(_reason(said))
    return said


def _reason(said: Mapping[str, Any]) -> str:
    """The code first, by which it is known, then the words."""
    code = said.get("errorCode") or said.get("message") or said.get("code") or "?"
    words = said.get("description") or said.get("data") or ""
    return f"{code} {words}".strip()[:LONGEST_REASON]


def _receipt(told: object) -> Receipt:
    """``invoiceNo`` is the series and the number in one: «C26TAB12»."""
    if not isinstance(told, dict):
        raise Unavailable("the reply names no invoice")
    number = _text(told, "invoiceNo")
    series, digits = number[:6], number[6:]
    if not (digits.isascii() and digits.isdigit()):
        raise Unavailable("the reply names no number")
    code = told.get("codeOfTax")
    return Receipt(
        series=series, number=int(digits), code=code.strip() if isinstance(code, str) else ""
    )


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not (isinstance(value, str) and value):
        raise Unavailable(f"the reply has no {name}")
    return value
