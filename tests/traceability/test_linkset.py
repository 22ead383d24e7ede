"""Links of a code as a document, and which of several suits a request."""

from __future__ import annotations

import json

import pytest

from traceability.gs1 import link_types, linkset, negotiation
from traceability.gs1.linkset import Level, Link

PAGE = Link("traceability", "https://a.example/1", "Trang", "text/html", ("vi",))
PLAIN = Link("traceability", "https://b.example/2", "Trang tỉnh")
ENGLISH = Link("traceability", "https://b.example/3", "In English", "text/html", ("en",))
DATA = Link("traceability", "https://b.example/4", "Dữ liệu", "application/json")
DEFAULT = Link("defaultLink", "https://a.example/", "Trà", "text/html", ("vi",))


def best(*links, accept="", languages=""):
    return negotiation.best(links, accept=accept, languages=languages)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gs1:pip", "pip"),
        ("https://ref.gs1.org/voc/pip", "pip"),
        ("https://gs1.org/voc/pip", "pip"),
        ("https://www.gs1.org/voc/recallStatus", "recallStatus"),
        ("gs1:nosuchlt", None),
        ("pip", None),
        ("gs1:", None),
        ("", None),
        ("gs1:Pip", None),
    ],
)
def test_a_link_type_is_known_by_its_short_name_and_its_address(text, name):
    assert link_types.named(text) == name


def test_all_sixty_ratified_link_types_are_known():
    assert len(link_types.titles()) == 60
    assert link_types.titles().keys() - link_types.stable() == {"productSustainabilityInfo"}


def test_a_default_link_says_nothing_but_its_title():
    assert linkset.document([Level("https://a.example/01/1", "Trà", (DEFAULT, PAGE, PLAIN))]) == {
        "linkset": [
            {
                "anchor": "https://a.example/01/1",
                "itemDescription": "Trà",
                "https://ref.gs1.org/voc/defaultLink": [
                    {"href": "https://a.example/", "title": "Trà"}
                ],
                "https://ref.gs1.org/voc/traceability": [
                    {
                        "href": "https://a.example/1",
                        "title": "Trang",
                        "type": "text/html",
                        "hreflang": ["vi"],
                    },
                    {"href": "https://b.example/2", "title": "Trang tỉnh"},
                ],
            }
        ]
    }


def test_a_link_that_takes_no_query_along_says_so():
    events = Link("epcis", "https://a.example/e", "Sự kiện", "application/json", forwards=False)
    assert events.written() == {
        "href": "https://a.example/e",
        "title": "Sự kiện",
        "type": "application/json",
        "fwqs": False,
    }


def test_the_finest_level_that_has_a_link_answers():
    fine = Level("https://a.example/t/1", "món", (DEFAULT,))
    coarse = Level("https://a.example/t/2", "lô", (PAGE, PLAIN))

    assert linkset.of_kind([fine, coarse], "traceability") == [PAGE, PLAIN]
    assert linkset.of_kind([fine, coarse], "defaultLink") == [DEFAULT]
    assert linkset.of_kind([fine, coarse], "pip") == []


@pytest.mark.parametrize(
    ("wish", "suited"),
    [
        ({}, [PAGE, PLAIN, ENGLISH, DATA]),
        ({"accept": "*/*"}, [PAGE, PLAIN, ENGLISH, DATA]),
        ({"languages": "vi-VN,vi;q=0.9,en;q=0.8"}, [PAGE]),
        ({"languages": "en"}, [ENGLISH]),
        ({"languages": "fr"}, [PLAIN, DATA]),
        ({"accept": "application/json"}, [DATA]),
        ({"accept": "text/html,*/*;q=0.8", "languages": "en-GB"}, [ENGLISH]),
        ({"accept": "text/html"}, [PAGE, ENGLISH]),
        ({"accept": "text/*"}, [PAGE, ENGLISH]),
        ({"accept": "image/png"}, [PLAIN]),
        ({"accept": "text/html;q=0, application/json;q=nan"}, [PLAIN]),
    ],
)
def test_the_link_that_suits_best_is_chosen_and_equals_are_left_to_choose(wish, suited):
    assert best(PAGE, PLAIN, ENGLISH, DATA, **wish) == suited


def test_a_single_link_suits_whatever_is_wished_for():
    assert best(DATA, accept="text/html", languages="vi") == [DATA]
    assert best() == []


def test_a_media_type_is_asked_for_by_its_own_name_only():
    assert negotiation.asks_for("text/html, application/linkset+json;q=0.5", linkset.MEDIA_TYPE)
    assert not negotiation.asks_for("*/*", linkset.MEDIA_TYPE)
    assert not negotiation.asks_for("application/linkset+json;q=0", linkset.MEDIA_TYPE)


def test_link_types_are_shipped_as_gs1_lists_them():
    listed = json.loads(link_types.LIST.read_text())
    assert {entry["status"] for entry in listed.values()} == {"stable", "deprecated"}


def test_the_linkset_is_for_who_wants_nothing_more():
    def prefers(accept):
        return negotiation.prefers(accept, linkset.MEDIA_TYPE)

    assert prefers("application/linkset+json")
    assert prefers("application/linkset+json, */*;q=0.1")
    assert prefers("application/linkset+json;q=0.5, */*")
    assert prefers("application/json, application/linkset+json")
    assert not prefers("text/html, application/linkset+json;q=0.5")
    assert not prefers("application/linkset+json;q=0")
    assert not prefers("*/*")
