"""Places: any name people know, and never finer than the public may see."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import Entry
from tests.factories import (
    MIDDAY,
    CommuneFactory,
    MembershipFactory,
    PlaceFactory,
    ProducerFactory,
    UserFactory,
)
from traceability.actions.places import GlnTaken, add_place, change_place
from traceability.forms import PlaceForm
from traceability.models import Place

pytestmark = pytest.mark.django_db
TYPED = {"name": "Đồi trà", "kind": "plot", "commune": "ba che"}


def add(producer, **facts):
    usual = {"name": "Đồi trà", "kind": "plot", "commune": CommuneFactory()}
    return add_place(producer=producer, by=UserFactory(), at=MIDDAY, **{**usual, **facts})


def test_a_place_takes_its_communes_position():
    place = add(ProducerFactory())
    assert (place.latitude, place.longitude) == (Decimal("21.27"), Decimal("107.28"))
    assert place.code == "DD1"
    assert Entry.objects.get().verb == "added place"


def test_a_position_is_kept_to_a_kilometre():
    place = add(ProducerFactory(), latitude=Decimal("21.276543"), longitude=Decimal("107.284999"))
    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (Decimal("21.28"), Decimal("107.28"))


def test_codes_count_up_and_skip_those_in_use():
    producer = ProducerFactory()
    PlaceFactory(producer=producer, code="DD2")
    assert [add(producer).code, add(producer).code] == ["DD1", "DD3"]


def test_a_changed_place_keeps_its_code():
    place = add(ProducerFactory())
    changed = change_place(
        place=place, name="Đồi cũ", kind="plot", commune=place.commune, by=UserFactory(), at=MIDDAY
    )
    assert (changed.name, changed.code) == ("Đồi cũ", "DD1")


def test_an_unknown_commune_is_refused_at_the_field():
    form = PlaceForm({**TYPED, "commune": "Xã Không Đâu"})
    assert list(form.errors) == ["commune"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("latitude", "95"), ("longitude", "10"), ("gln", "123"), ("kind", "moon"), ("name", "  ")],
)
def test_nonsense_is_refused_at_the_field(field, typed):
    CommuneFactory()
    form = PlaceForm({**TYPED, "latitude": "21,3", "longitude": "107,3", field: typed})
    assert list(form.errors) == [field]


def test_half_a_position_is_refused():
    CommuneFactory()
    assert list(PlaceForm({**TYPED, "latitude": "21,3"}).errors) == ["longitude"]


def test_a_gln_of_another_place_is_refused_at_its_field_and_kept_as_typed(client):
    taken = PlaceFactory(gln="9520001900013").gln
    mine = PlaceFactory()
    client.force_login(MembershipFactory(producer=mine.producer).user)
    here = f"/gian-hang/{mine.producer.slug}/dia-diem/"

    for page in (f"{here}them/", f"{here}{mine.code}/"):
        answer = client.post(page, TYPED | {"gln": taken})
        assert answer.status_code == 422
        assert "đã là của một địa điểm khác" in answer.content.decode()
        assert f'value="{taken}"' in answer.content.decode()
    assert Place.objects.filter(gln=taken).count() == 1


def test_a_place_keeps_its_own_gln():
    place = add(ProducerFactory(), gln="9520001900013")
    facts = {"name": "Đồi mới", "kind": "plot", "commune": place.commune, "gln": place.gln}
    assert change_place(place=place, by=UserFactory(), at=MIDDAY, **facts).gln == place.gln
    with pytest.raises(GlnTaken):
        add(ProducerFactory(), gln=place.gln)
