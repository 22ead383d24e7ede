"""Requests a second of the main pages beside an empty Django view, in one run.

    python -m bench.pages [--seconds 4] [--rounds 3]

Needs `wrk` (apt-get install wrk) and a prepared demo (`make run` once). The server is the one
that `make run` uses: granian, WSGI, two workers. Rounds are interleaved, so that a noisy moment
hits every page alike; the tables show medians and ratios: of pages as visitors get them to the
empty view, and of those made anew each time to a plain page of one query and as many rows. What
is drawn once for the same facts (docs/decisions/0049) has been drawn before, as for whoever comes
with a session.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import re
import shutil
import sys
import urllib.parse
import urllib.request

from bench import rates, server

PORT = 8899
SITE = f"http://127.0.0.1:{PORT}"
WITHOUT_QUERY = re.compile(r'href="(/san-pham/[^"?#]+)"')
SCAN = re.compile(r'href="(/truy-xuat/lo/[^"?#]+)"')
UNKNOWN = "moi-lan"
LINE = re.compile(r'action="(/gio-hang/[^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=4)
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed: apt-get install wrk")
    with server.running(PORT):
        pages, cookies = _pages()
        anew = _made_anew(pages)
        seen = rates.measured(
            pages | anew, seconds=asked.seconds, rounds=asked.rounds, cookies=cookies
        )
        rates.tell(
            {name: seen[name] for name in pages}, beside="empty view", what="page", of="of empty"
        )
        rates.tell(
            {name: seen[name] for name in anew}, beside="24 rows", what="anew", of="of plain"
        )
    return 0


def _made_anew(pages: dict[str, str]) -> dict[str, str]:
    """The same addresses with a parameter that nobody knows: such pages are not kept."""
    anew = {"24 rows": f"{SITE}/trong/24/", "1 row": f"{SITE}/trong/1/"}
    for name in ("listing", "product", "search"):
        mark = "&" if "?" in pages[name] else "?"
        anew[f"{name} anew"] = f"{pages[name]}{mark}{UNKNOWN}=1"
    return anew


def _pages() -> tuple[dict[str, str], dict[str, str]]:
    """Addresses and Cookie headers by name. The goods are found as a visitor would find them."""
    listing = _read("/tim-kiem/?ban=1")
    product = next(iter(_products(listing)))
    shown = _read(product)
    scan = SCAN.search(shown)
    if scan is None:
        sys.exit(f"{product} shows no lot: prepare the demo first.")
    paths = {
        "empty view": "/trong/",
        "home": "/",
        "listing": "/ke-hang/tra-va-ca-phe/",
        "product": product,
        "search": "/tim-kiem/?q=tra+hoa+vang",
        "scan page": scan.group(1),
        "checkout": "/thanh-toan/",
    }
    pages = {name: SITE + path for name, path in paths.items()}
    return pages, {"checkout": _cookie_of_a_basket(product)}


def _products(listing: str) -> list[str]:
    """Products of the listing that can be bought."""
    found = dict.fromkeys(WITHOUT_QUERY.findall(listing))
    sold = [address for address in found if LINE.search(_read(address))]
    if not sold:
        sys.exit("Nothing is for sale: prepare the demo first.")
    return sold


def _read(address: str) -> str:
    with urllib.request.urlopen(f"{SITE}{address}", timeout=10) as answer:
        return str(answer.read().decode())


def _cookie_of_a_basket(product: str) -> str:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{SITE}{product}").read().decode()
    line, token = LINE.search(page), TOKEN.search(page)
    if line is None or token is None:
        sys.exit(f"{product} has no form to buy with.")
    wish = {"csrfmiddlewaretoken": token.group(1), "quantity": "1"}
    opener.open(f"{SITE}{line.group(1)}", urllib.parse.urlencode(wish).encode())
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


if __name__ == "__main__":
    sys.exit(main())
