"""A phone checks what a page says by itself, with the network off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.traceability.proofs import table

pytestmark = pytest.mark.journey
STATIC = Path(__file__).resolve().parents[2] / "static"
CHECK_ALL = """async ([cases, keys]) => {
  const { check } = await import("/js/proof/facts.js");
  const verdict = async (written) => {
    let file;
    try { file = JSON.parse(written); } catch { file = undefined; }
    try { await check(file, keys); return null; } catch (failure) { return failure.reason; }
  };
  return Promise.all(cases.map(verdict));
}"""


@pytest.fixture
def bench(chromium):
    """A page that has our modules and nothing else: no server, no network."""
    context = chromium.new_context()
    context.route("**/*", serve)
    page = context.new_page()
    page.goto("http://localhost/")
    yield page
    context.close()


def serve(route):
    name = re.sub(r"^https?://localhost/", "", route.request.url)
    if not name:
        route.fulfill(body="<!doctype html><title>.</title>", content_type="text/html")
    else:
        route.fulfill(body=(STATIC / name).read_text(), content_type="text/javascript")


def test_the_browser_and_the_command_refuse_the_same_for_the_same_reason(bench):
    cases = list(table.cases())
    bench.evaluate("import('/js/proof/facts.js')")
    bench.context.set_offline(True)

    said = bench.evaluate(CHECK_ALL, [[written for _name, written, _reason in cases], table.KEYS])

    assert dict(zip((case[0] for case in cases), said, strict=True)) == {
        name: reason for name, _written, reason in cases
    }
