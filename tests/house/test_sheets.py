"""Style sheets as they are handed out: gathered into one, with their addresses right."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.files.storage import FileSystemStorage

from config.sheets import MarketFiles, gathered
from traceability.pruning import CLASS

OWN = FileSystemStorage(location=settings.BASE_DIR / "static")


def sources():
    names = (settings.BASE_DIR / "static").rglob("*")
    files = (str(path.relative_to(OWN.location)) for path in names if path.is_file())
    return {name: (OWN, name) for name in files}


@pytest.fixture
def given_out(tmp_path):
    """A sheet of two others, and a picture, as ``collectstatic`` leaves them."""
    begun, given = tmp_path / "begun", tmp_path / "given"
    sheets = {
        "css/all.css": '/* Both. */\n@import "one.css";\n@import "pages/two.css";\np { a: b; }',
        "css/one.css": "@layer x;\n.one { c: d }",
        "css/pages/two.css": '.two { background: url("../../brand/mark.svg") }',
        "brand/mark.svg": "<svg/>",
    }
    for name, text in sheets.items():
        (begun / name).parent.mkdir(parents=True, exist_ok=True)
        (begun / name).write_text(text)
    source = FileSystemStorage(location=begun)
    storage = MarketFiles(location=given, base_url="/static/")
    for name, text in sheets.items():
        (given / name).parent.mkdir(parents=True, exist_ok=True)
        (given / name).write_text(text)
    for _again in range(2):
        told = storage.post_process({name: (source, name) for name in sheets})
        assert [failed for _n, _h, failed in told if isinstance(failed, Exception)] == []
    return storage


def test_a_sheet_is_given_out_with_those_it_imports(given_out):
    name = given_out.stored_name("css/all.css")
    mark = given_out.stored_name("brand/mark.svg")

    with given_out.open(name) as file:
        text = file.read().decode()

    two = f'.two{{background:url("../{mark}")}}'
    assert text == "@layer x;.one{c:d}" + two + "p{a:b}"
    assert given_out.exists(f"{name}.gz") is (len(text) > 500)


def test_the_market_is_one_sheet_of_all_its_rules():
    paths = sources()
    market = settings.BASE_DIR / "static/css/market.css"
    named = re.findall(r'@import "([^"]+)"', market.read_text())

    whole = gathered("css/market.css", paths)

    assert "@import" not in whole
    assert whole.startswith("@layer reset,")
    for name in named:
        classes = CLASS.findall(gathered(f"css/{name}", paths))
        assert set(classes) <= set(CLASS.findall(whole))
    linked = re.findall(r'url\("([^"]+)"\)', whole)
    assert [link for link in linked if not find(f"css/{link}".replace("css/../", ""))] == []
    assert len(linked) >= 8
