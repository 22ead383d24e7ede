"""Every component renders, says what it must, and is open to everybody (axe, in a real browser)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string

from config.gallery import samples

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = sorted((ROOT / "templates/components").glob("_*.html"))
SHEET = "/_bang-mau/"
PAGES = [
    SHEET,
    *(f"/_mau/{page.stem}/" for page in sorted((ROOT / "tests/house/pages").iterdir())),
]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

pytestmark = pytest.mark.urls("tests.house.gallery_urls")


def words(component: str, **context) -> str:
    markup = render_to_string(f"components/{component}.html", context)
    return " ".join(
        re.sub(r"<[^>]+>", " ", markup).replace("\xa0", " ").replace("&nbsp;", " ").split()
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_gallery_renders(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("code", [400, 403, 404, 500, 503])
def test_an_error_page_leads_home(client, code):
    response = client.get(f"/_loi/{code}/")

    assert response.status_code == code
    assert 'href="/"' in response.content.decode()


def test_the_gallery_shows_every_component():
    shown = (ROOT / "templates/gallery/components.html").read_text()
    parts = {"_field_notes"}  # of a field
    assert {path.stem for path in COMPONENTS if path.name not in shown} == parts


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_first_what_it_takes(path):
    assert path.read_text().startswith("{# ")


@pytest.mark.parametrize(
    ("stars", "state", "drawn", "said"),
    [
        (4, "in_force", 4, "OCOP 4 sao"),
        (5, "", 5, "OCOP 5 sao"),
        (4, "expired", 0, "Sao OCOP: đã hết hạn"),
        (5, "unverified", 0, "Sao OCOP: cần xác minh"),
        (0, "in_force", 0, "Chưa xếp hạng OCOP"),
        (2, "in_force", 0, "Chưa xếp hạng OCOP"),
    ],
)
def test_a_star_is_drawn_only_while_in_force(stars, state, drawn, said):
    markup = render_to_string("components/_stars.html", {"stars": stars, "state": state})

    assert markup.count("#star") == drawn
    assert words("_stars", stars=stars, state=state) == said


def test_a_price_is_whole_dong_or_words(settings):
    settings.NUMBER_GROUPING = 3

    assert (
        words("_price", amount=48_000, unit="túi", note="giá minh họa")
        == "48.000 ₫ / túi giá minh họa"
    )
    assert words("_price", amount=None) == "Chưa bán ở Chợ Gốc"


def test_a_map_keeps_its_points_in_machine_numbers():
    markup = render_to_string("components/_map.html", {"outline": "M0 0", "points": samples.POINTS})

    assert 'cx="238.5"' in markup


def test_a_refused_field_is_tied_to_its_help_and_its_error():
    form = samples.OrderForm({"name": ""})
    markup = render_to_string("components/_field.html", {"field": form["name"]})

    described = re.search(r'aria-describedby="([^"]+)"', markup)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert [f'id="{name}"' in markup for name in described] == [True, True]
    assert 'aria-invalid="true"' in markup


def test_every_icon_asked_for_exists():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text()))
    asked = {
        name
        for page in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', page.read_text())
    }

    assert asked - drawn == set()


def test_a_page_loads_few_files(client):
    page = client.get("/_bang-mau/").content.decode()

    sheets = re.findall(r'rel="stylesheet"[^>]*', page)
    assert len([sheet for sheet in sheets if "media=" not in sheet]) == 1
    assert re.findall(r'<script src="/static/js/(\w+)', page) == [
        "look",
        "market",
        "hearts",
    ]


@pytest.mark.journey
def test_axe_finds_nothing_and_nothing_sticks_out(live_server, chromium, monkeypatch):
    """On the sheet of all components; what is built of them is asked in tests/journeys."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    found = [
        (width, scheme, *fault)
        for width, scheme in ((360, "dark"), (1280, "light"))
        for fault in faults(chromium, live_server.url + SHEET, width, scheme)
    ]

    assert found == []


def faults(browser, address, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address)
    seen = Axe().run(page, options=RULES).response["violations"]
    wide = [("sticks out",)] if page.evaluate(OVERFLOWS) else []
    page.close()
    return [(fault["id"], fault["nodes"][0]["html"][:90]) for fault in seen] + wide
