"""Whatever is typed, pasted or sent: an answer, never a crash. On SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from contextlib import nullcontext
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from django.db import connection, transaction
from django.forms import BaseForm
from django.urls import Resolver404, resolve
from django.utils.encoding import repercent_broken_unicode

from config.letters import REFUSED_THERE
from tests import town as towns
from tests.doors.drawing import undrawn
from tests.doors.ears import has_read, listening
from tests.house.doors import DOORS

pytestmark = pytest.mark.django_db

PART, MARK = re.compile(r"<\w+:(\w+)>"), "kKkKk"
QUERIES = (
    *("q", "trang", "xep", "nhom", "sao", "gia", "con", "tinh", "xa", "v", "ma", "sua", "goi"),
    *("next", "k", "da-biet", "da-gui", "sheet", "start", "tinh-trang", "province", "commune_name"),
    *("tim", "tu", "den", "tinh_trang", "ve"),
)
"""Every parameter that some page reads from its address."""
OUTSIDE_OF_FORMS = ("do", "language", "login", "next", "of_age", "password", "password1")
OURS = ("accounts", "catalog", "marketplace", "traceability")

JUNK = {
    "NUL": "a\x00b",
    "nothing": "",
    "spaces": "   ",
    "long": "x" * 10_000,
    "long number": "9" * 5_000,
    "huge number": "9" * 30,
    "more than 64 bits": "9223372036854775808",
    "more than 32 bits": "2147483648",
    "negative": "-1",
    "full-width digits": "３",
    "a superscript": "²",
    "not a number": "NaN",
    "infinite": "1e400",
    "underscored": "1_000",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "the first minute": "0001-01-01T00:00",
    "the last minute": "9999-12-31T23:59",
    "emoji": "🍵" * 40,
    "right to left": "\u202eabc\u200b",
    "half a letter": "\udc80",
    "half an address": "http://[",
    "a script": "<script>alert(1)</script>",
    "a template": "{{ 7|add:7 }}{% now 'Y' %}%(a)s%s",
    "a quote": "' OR 1=1 --",
    "a pattern": "(((((a+)+)+$",
}
CHOKES = {
    "sqlite": (
        *("NUL", "long", "long number", "huge number", "more than 64 bits", "half a letter"),
        *("the first day", "the last day", "infinite"),
    ),
    "postgresql": (
        *("NUL", "long", "long number", "huge number", "more than 64 bits", "more than 32 bits"),
        *("half a letter", "not a number", "infinite", "negative", "the first day"),
        *("the last day", "the first minute", "the last minute"),
    ),
}
"""What a database could choke on by itself; the rest is read before it comes there."""
PATHS = {
    "NUL": "%00",
    "not UTF-8": "%ff%fe",
    "half a letter": "%ed%a0%80",
    "slash": "a%2Fb",
    "up": "..%2f..%2fetc%2fpasswd",
    "dots": "..",
    "emoji": "%F0%9F%8D%B5",
    "long": "x" * 3_000,
    "digits": "9" * 3_000,
    "full-width": "%EF%BC%93",
    "percent": "%25%32%35",
    "line": "a%0d%0aSet-Cookie:%20a=b",
}
PATHS_THAT_CHOKE = ("NUL", "half a letter", "long", "digits")
COOKIES = ("sessionid", "csrftoken", "messages", "da-quet", "django_language")
LEADS_OUT = {"account_logout"}
"""Whoever went through it would be a visitor at all doors after it."""
FORM = "application/x-www-form-urlencoded"
MIXES = 3
"""Each parameter meets other junk in each mix; NUL is tried alone, it is refused first."""
INSIDERS = {"payments:": "buyer", "orders:": "buyer", "officer:": "officer"}
"""Who may go through most doors of each kind; through all others, the owner of the stall."""


def fields():
    """Every field that some form of ours takes, and what pages read without one."""
    kinds, names = [BaseForm], set(OUTSIDE_OF_FORMS)
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith(OURS):
            names |= set(kind.base_fields)
    return sorted(names)


@pytest.fixture
def knock(town):
    """Asks as somebody who is let in, and wipes out the traces."""
    roles = {"owner", *INSIDERS.values()}
    clients = {role: town.client(role, raise_request_exception=False) for role in roles}

    def knock(name, method, address, sent=None):
        role = next((INSIDERS[start] for start in INSIDERS if name.startswith(start)), "owner")
        form = {"content_type": FORM} if isinstance(sent, str) else {}
        before = transaction.savepoint()
        answer = getattr(clients[role], method)(address, sent, **form)
        if answer.streaming:
            answer.getvalue()
        transaction.savepoint_rollback(before)
        return answer.status_code

    return knock


def open_doors(method):
    return [
        (name, pattern)
        for name, pattern in towns.routes()
        if name not in LEADS_OUT and not (name in DOORS and getattr(DOORS[name], method) == 405)
    ]


def mixed(names, mix):
    kinds = given(JUNK, CHOKES["postgresql"])
    junk = [coded(one) for what, one in kinds.items() if what != "NUL"]
    return {name: junk[(at * 7 + mix * 5) % len(junk)] for at, name in enumerate(names)}


def given(junk, choking):
    """SQLite, the quicker one, is given all of it; PostgreSQL what it could choke on."""
    if connection.vendor == "sqlite":
        return junk
    return {what: junk[what] for what in choking}


def coded(junk):
    return junk.encode(errors="surrogateescape")


def crashed_by(mixes, knock, town, method):
    """The doors that answer 500 to a mix; a page that reads nothing of one is sent no other.

    It is drawn with the first.
    """
    found = []
    for name, pattern in open_doors(method):
        address = towns.address(town, name, pattern)
        for number, mix in enumerate(mixes):
            with undrawn() if number else nullcontext(), listening() as heard:
                if knock(name, method, address, mix) >= 500:
                    found.append((name, mix))
            if not has_read(heard):
                break
    return found


def test_junk_in_a_query_crashes_no_page(town, knock):
    sent = [mixed(QUERIES, mix) for mix in range(MIXES)]

    assert crashed_by(sent, knock, town, "get") == []


def test_junk_in_a_form_crashes_no_page(town, knock, drawn_on_sqlite):
    sent = [urlencode(mixed(fields(), mix)) for mix in range(MIXES)]

    assert crashed_by(sent, knock, town, "post") == []


def test_a_page_that_reads_is_heard(town, knock):
    """Without this the two tests above might try one mix only."""
    for name, method, sent, reads in (
        ("storefront:search", "get", {"q": "a"}, True),
        ("scan:lookup", "get", {"ma": "a"}, True),
        ("workspace:new_pack", "post", "price=1", True),
        ("api:orders", "get", {"trang": "1"}, True),
        ("storefront:producer", "get", {"q": "a"}, False),
    ):
        pattern = dict(towns.routes())[name]
        with listening() as heard:
            knock(name, method, towns.address(town, name, pattern), sent)
        assert has_read(heard) is reads, name


def test_a_nul_in_a_form_crashes_no_page(town, knock, drawn_on_sqlite):
    assert crashed_by([urlencode(dict.fromkeys(fields(), JUNK["NUL"]))], knock, town, "post") == []


def test_a_nul_in_an_address_is_refused_before_a_page_sees_it(town, knock):
    """So not every page is asked; programs and codes refuse it in words of their own: all are."""
    sent, told = dict.fromkeys(QUERIES, JUNK["NUL"]), {}
    for name, pattern in open_doors("get"):
        address = towns.address(town, name, pattern)
        if address.startswith(REFUSED_THERE) or name in {"storefront:home", "workspace:stall"}:
            told[address] = knock(name, "get", address, sent)

    assert {address for address, status in told.items() if status >= 500} == set()
    pages = {address for address in told if not address.startswith(REFUSED_THERE)}
    assert {told[address] for address in pages} == {400}


@pytest.mark.parametrize(
    "junk",
    given(PATHS, PATHS_THAT_CHOKE).values(),
    ids=given(PATHS, PATHS_THAT_CHOKE),
)
@pytest.mark.usefixtures("plain_refusals")
def test_junk_in_a_path_crashes_no_page(town, knock, junk):
    """One part of an address at a time: the rest is really there."""
    found, nowhere = [], False
    for name, pattern in open_doors("get"):
        for part in PART.findall(pattern):
            address = with_junk(junk, part, town, name, pattern)
            if leads_somewhere(address) or not nowhere:
                nowhere = nowhere or not leads_somewhere(address)
                found += [address] if knock(name, "get", address) >= 500 else []

    assert found == []


def with_junk(junk, part, town, name, pattern):
    keys = {**town.keys, part: MARK, f"{name} {part}": MARK}
    odd = towns.Town(town.people, keys, town.things)
    return towns.address(odd, name, pattern).replace(MARK, junk)


def leads_somewhere(address):
    """Whether some page is asked: all addresses that no pattern fits are answered by one."""
    path = repercent_broken_unicode(unquote_to_bytes(address.partition("?")[0])).decode()
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@pytest.mark.usefixtures("drawn_on_sqlite")
@pytest.mark.parametrize("cookie", ['"\\000aaaaaaaa"', "x" * 8_000, "%00", "\udc80aaaaaaaa"])
@pytest.mark.parametrize("name", COOKIES)
def test_junk_in_a_cookie_crashes_no_page(town, name, cookie):
    client = town.client("visitor", raise_request_exception=False)
    header = f"{name}={cookie}".encode(errors="surrogateescape").decode("latin-1")

    for at in ("/", "/gio-hang/", f"/truy-xuat/lo/{town.keys['trace_code']}/"):
        assert client.get(at, HTTP_COOKIE=header).status_code in {200, 400}


@pytest.mark.parametrize(
    "at", ["/tim-kiem/", "/truy-xuat/", "/khong-co/", "/01/123", "/api/v1/products/"]
)
def test_thousands_of_parameters_are_refused_with_a_page(client, at):
    client.raise_request_exception = False
    many = "&".join(f"a{number}=1" for number in range(2_500))

    assert client.get(f"{at}?{many}").status_code in {400, 404}
