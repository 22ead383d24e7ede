"""Guests who walk through the shop's real pages, each with cookies and a phone of their own."""

from __future__ import annotations

import http.client
import re
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
TOTAL = re.compile(r'name="expected_total" value="([0-9]+)"')
STEPS = ("product", "into the basket", "basket", "checkout", "sums", "placed")


@dataclass(frozen=True)
class Market:
    """Where the goods are (a page and a pack), and where they are to be sent (codes)."""

    host: str
    goods: list[tuple[str, int]]
    province: str
    commune: str


@dataclass
class Guest:
    """One visitor; the ``number`` says who, and what is bought."""

    market: Market
    number: int
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(self.market.host, timeout=60)

    def visit(self) -> Iterator[tuple[str, float]]:
        """Each step and the seconds it took."""
        for name, step in zip(STEPS, self._steps(), strict=True):
            began = time.perf_counter()
            step()
            yield name, time.perf_counter() - began
        self.line.close()

    def fill(self) -> None:
        """All but the last step; it may take a while until then."""
        for step in self._steps()[:-1]:
            step()
        self.line.close()

    def place(self) -> None:
        self.ask("/thanh-toan/", self.form)
        self.line.close()

    def _steps(self) -> tuple:  # type: ignore[type-arg]  # of what is called without arguments
        return (self._look, self._take, self._basket, self._checkout, self._sums, self.place)

    @property
    def _wish(self) -> tuple[str, int]:
        return self.market.goods[self.number % len(self.market.goods)]

    def _look(self) -> None:
        self.form["csrfmiddlewaretoken"] = _found(TOKEN, self.ask(self._wish[0]))

    def _take(self) -> None:
        self.ask(f"/gio-hang/{self._wish[1]}/", {**self.form, "quantity": "1"})

    def _basket(self) -> None:
        self.ask("/gio-hang/")

    def _checkout(self) -> None:
        page = self.ask("/thanh-toan/")
        self.form = {
            "csrfmiddlewaretoken": _found(TOKEN, page),
            "key": _found(KEY, page),
            "name": "Trần Thị Mua",
            "phone": f"09{self.number:08d}",
            "province": self.market.province,
            "commune_name": "Ba Chẽ",
            "commune": self.market.commune,
            "street": "Thôn Đo",
            "gateway": "sandbox",
        }

    def _sums(self) -> None:
        asked = {"province": self.market.province, "commune": self.market.commune}
        page = self.ask(f"/thanh-toan/tong-tien/?{urllib.parse.urlencode(asked)}")
        self.form["expected_total"] = _found(TOTAL, page)

    def ask(self, address: str, sent: dict[str, str] | None = None) -> str:
        """The page; what is sent in is to be led on, and the lead is not followed."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urllib.parse.urlencode(sent) if sent else None
        if sent:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request("POST" if sent else "GET", address, body, headers)
        answer = self.line.getresponse()
        page = answer.read().decode()
        if answer.status != (302 if sent else 200):
            raise Refused(f"{address}: {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return page


class Refused(Exception):
    """A guest could not go on."""


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        sys.exit(f"no {pattern.pattern} in:\n{page[:2000]}")
    return found[1]
