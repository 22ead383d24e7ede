"""Producers, communes and shelves in the API."""

import pytest
from django.conf import settings

from catalog.folding import fold
from catalog.models import CommuneAlias
from tests.api import caller, errors, problem
from tests.factories import CommuneFactory, MembershipFactory, ProducerFactory, ShelfFactory

pytestmark = pytest.mark.django_db


def names(path, **query):
    answer = caller().get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


@pytest.fixture
def communes():
    ba_che = CommuneFactory()
    tien_yen = CommuneFactory(code="06985", name="Xã Tiên Yên")
    CommuneFactory(code="06700", name="Xã Cũ", dataset="2020-01")
    CommuneAlias.objects.create(
        commune=ba_che, old_code="06973", name="Xã Thanh Sơn", folded=fold("Xã Thanh Sơn")
    )
    return ba_che, tien_yen


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ba che", ["Xã Ba Chẽ"]),
        ("BA CHẼ", ["Xã Ba Chẽ"]),
        ("thanh son", ["Xã Ba Chẽ"]),
        ("xa", ["Xã Ba Chẽ", "Xã Tiên Yên"]),
        ("cu", []),
        ("%", []),
    ],
)
def test_a_commune_is_found_by_its_name_or_an_old_one(communes, typed, found):
    assert names("communes", q=typed) == found


def test_a_commune_in_full(communes):
    assert caller().get("/api/v1/communes/06970/").json() == {
        "code": "06970",
        "name": "Xã Ba Chẽ",
        "province": {"code": "22", "name": "Tỉnh Quảng Ninh"},
        "latitude": 21.27,
        "longitude": 107.28,
        "old_names": ["Xã Thanh Sơn"],
        "url": f"{settings.SITE_URL}/xa/06970/",
    }


@pytest.mark.parametrize("code", ["99999", "06700", "x' OR 1=1", "%2e%2e"])
def test_no_other_commune_is_there(communes, code):
    assert problem(caller().get(f"/api/v1/communes/{code}/")) == (404, "not-found")


@pytest.mark.parametrize("rows", [1, 3])
def test_communes_take_four_queries(django_assert_num_queries, rows):
    for n in range(rows):
        CommuneFactory(code=f"0700{n}", name=f"Xã {n}")

    with django_assert_num_queries(4):  # the limit, the count, the rows, their old names
        assert len(names("communes")) == rows


def test_a_producer_in_full():
    producer = ProducerFactory(
        name="HTX Mẫu Ba Chẽ", story="Chuyện.", address="Số nhà 5, thôn Nà Làng"
    )
    member = MembershipFactory(producer=producer).user

    answer = caller().get("/api/v1/producers/htx-mau-ba-che/")

    assert answer.json() == {
        "slug": "htx-mau-ba-che",
        "name": "HTX Mẫu Ba Chẽ",
        "kind": "cooperative",
        "commune": {"code": "06970", "name": "Xã Ba Chẽ"},
        "province": {"code": "22", "name": "Tỉnh Quảng Ninh"},
        "is_claimed": True,
        "is_verified": True,
        "is_fictional": True,
        "url": f"{settings.SITE_URL}/chu-the/htx-mau-ba-che/",
        "story": "Chuyện.",
        "story_en": "",
    }
    text = answer.content.decode()
    for private in (member.full_name, member.phone, "Số nhà 5"):
        assert private not in text


def test_producers_are_chosen_by_name_kind_place_and_claim():
    ProducerFactory(name="HTX Mẫu Chè Vàng", slug="a", folded="htx mau che vang")
    ProducerFactory(name="Hộ Mẫu Mật", slug="b", folded="ho mau mat", kind="household")
    ProducerFactory(name="Chưa nhận", slug="c", claimed_at=None, commune=None, province=None)

    assert names("producers", q="chè VÀNG") == ["HTX Mẫu Chè Vàng"]
    assert names("producers", q="-") == []
    assert names("producers", kind="household") == ["Hộ Mẫu Mật"]
    assert names("producers", claimed="false") == ["Chưa nhận"]
    assert names("producers", commune="06970", claimed="true") == ["HTX Mẫu Chè Vàng", "Hộ Mẫu Mật"]
    assert names("producers", province="01") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_producers_take_three_queries(django_assert_num_queries, rows):
    ProducerFactory.create_batch(rows)

    with django_assert_num_queries(3):  # the limit, the count, the rows
        assert len(names("producers")) == rows


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"kind": "farm"}, {"kind": "invalid_choice"}),
        ({"claimed": "yes"}, {"claimed": "invalid_choice"}),
        ({"q": "a" * 101}, {"q": "max_length"}),
        ({"slug": "a"}, {"slug": "unknown_parameter"}),
    ],
)
def test_a_filter_that_means_nothing_is_refused(query, told):
    answer = caller().get("/api/v1/producers/", query)

    assert problem(answer) == (400, "bad-request")
    assert errors(answer) == told


@pytest.mark.parametrize("rows", [1, 3])
def test_shelves_take_three_queries(django_assert_num_queries, rows):
    for n in range(rows):
        ShelfFactory(slug=f"ke-{n}", name=f"Kệ {n}")

    with django_assert_num_queries(3):  # the limit, the count, the rows
        assert names("shelves") == [f"Kệ {n}" for n in range(rows)]
