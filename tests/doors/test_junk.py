"""Whatever is typed, pasted or sent: an answer, never a crash. On SQLite and on PostgreSQL."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests import town as towns

pytestmark = pytest.mark.django_db

QUERIES = (
    *("q", "trang", "xep", "nhom", "sao", "gia", "con", "tinh", "xa", "v", "ma", "sua", "goi"),
    *("next", "k", "da-biet", "da-gui", "sheet", "start", "tinh-trang", "province", "commune_name"),
)
"""Every parameter that some page reads from its address."""
FIELDS = (
    *("key", "expected_total", "name", "phone", "email", "province", "commune_name", "commune"),
    *("street", "note", "gateway", "is_adult", "pack", "quantity", "do", "code", "serial"),
    *("carrier", "tracking", "role", "criteria_set", "description", "ingredients", "storage"),
    *("shelf_life_days", "net_content", "net_unit", "gross_weight", "price", "gtin", "name_en"),
    *("kind", "latitude", "longitude", "gln", "origin", "workshop", "made_on", "best_before"),
    *("happened_at", "place", "output", "packs", "count", "title", "issuer", "number"),
    *("issued_on", "valid_until", "valid_from", "decision", "level", "stars", "approved", "reason"),
    *("bank_reference", "login", "password", "password1", "full_name", "next", "of_age", "language"),
)
"""Every field that some form takes."""
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
MIXES = 9
"""Each parameter meets another piece of junk in each mix; NUL is tried alone, it is refused first."""


class Undone(Exception):
    pass


def status(ask):
    """The status of one request whose traces are wiped out."""
    try:
        with transaction.atomic():
            answer = ask()
            if answer.streaming:
                answer.getvalue()
            raise Undone
    except Undone:
        return answer.status_code


def callers(town):
    """Who may go through most doors of each kind."""
    roles = {"payments:": "buyer", "orders:": "buyer", "officer:": "officer"}
    clients = {
        role: town.client(role, raise_request_exception=False)
        for role in ("owner", *set(roles.values()))
    }
    for name, pattern in towns.routes():
        role = next((roles[start] for start in roles if name.startswith(start)), "owner")
        yield name, pattern, clients[role]


def mixed(names, mix):
    junk = [one for what, one in JUNK.items() if what != "NUL"]
    return {name: junk[(at * 7 + mix * 3) % len(junk)] for at, name in enumerate(names)}


def crashed(town, ask):
    return [
        name
        for name, pattern, client in callers(town)
        if status(lambda: ask(client, towns.address(town, name, pattern))) >= 500
    ]


@pytest.mark.parametrize("mix", range(MIXES))
def test_junk_in_a_query_crashes_no_page(town, mix):
    query = _coded(mixed(QUERIES, mix))

    assert crashed(town, lambda client, at: client.get(at, query_params=query)) == []


@pytest.mark.parametrize("mix", range(MIXES))
def test_junk_in_a_form_crashes_no_page(town, mix):
    form = _coded(mixed(FIELDS, mix))

    assert crashed(town, lambda client, at: client.post(at, form)) == []


def test_a_nul_crashes_no_page(town):
    query, form = dict.fromkeys(QUERIES, JUNK["NUL"]), dict.fromkeys(FIELDS, JUNK["NUL"])

    assert crashed(town, lambda client, at: client.get(at, query_params=query)) == []
    assert crashed(town, lambda client, at: client.post(at, form)) == []


@pytest.mark.parametrize("junk", PATHS.values(), ids=PATHS)
def test_junk_in_a_path_crashes_no_page(town, junk):
    crashes, mark = [], "kKkKk"
    for name, pattern, client in callers(town):
        for part in re.findall(r"<\w+:(\w+)>", pattern):
            keys = {**town.keys, part: mark, f"{name} {part}": mark}
            odd = towns.Town(town.people, keys, town.things)
            path = towns.address(odd, name, pattern).replace(mark, junk)
            if status(lambda: client.get(path)) >= 500:
                crashes.append(f"{name} {part}")

    assert crashes == []


def _coded(query):
    return {name: junk.encode(errors="surrogateescape") for name, junk in query.items()}
