"""A kept scan page is never stale: whatever changes in the book, the next look sees it."""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Sum
from django.test import Client
from django.utils.timezone import localdate

from catalog.models import Photo, Policy
from tests.factories import MIDDAY, MembershipFactory, RecognitionFactory
from tests.traceability.test_scan import PHONE, issue, look, tell
from traceability.actions.departures import record_departure
from traceability.actions.events import record_event
from traceability.models import Document, ItemCode, LotRating, Turn
from traceability.views import story
from traceability.views.kept_stories import SHELF, Pieces, Shelf, for_all

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[A-Za-z0-9]{64}"')


@pytest.fixture
def code():
    """An item with one of everything that its page shows."""
    code = issue()
    tell(code.lot, 2)
    lot, product = code.lot, code.lot.pack.product
    lot.pack.gtin = "08938505974019"
    lot.pack.save()
    RecognitionFactory(product=product)
    paper = {"kind": "other", "title": "Phiếu", "issuer": "Nơi cấp", "added_at": MIDDAY}
    for where in ({"lot": lot}, {"product": product}):
        Document.objects.create(
            producer=product.producer, file="documents/x.pdf", sha256="0" * 64, **paper, **where
        )
    Photo.objects.create(
        product=product, small="photos/s.webp", medium="photos/m.webp", large="photos/l.webp",
        width=4, height=3, added_at=MIDDAY,
    )  # fmt: skip
    Policy.objects.create(
        criteria_set=product.criteria_set, legal_basis="x", valid_from=date(2020, 1, 1)
    )
    LotRating.objects.create(lot=lot, count=2, total=7)
    code.refresh_from_db()
    record_departure(codes=[code], place=lot.origin, by=None, at=MIDDAY)
    return code


def page(code):
    """As somebody sees it who was never here and does not count."""
    answer = Client().get(f"/truy-xuat/ma/{code.serial}/", headers={"user-agent": "a bot"})
    return TOKEN.sub("", answer.content.decode())


def made_anew(code):
    """The same past the shelf: an address with a query is never kept."""
    headers = {"user-agent": "a bot"}
    answer = Client().get(f"/truy-xuat/ma/{code.serial}/?moi", headers=headers)
    return TOKEN.sub("", answer.content.decode()).replace("/?moi", "/")


def shown_rows(code):
    lot, product = code.lot, code.lot.pack.product
    producer = product.producer
    places = [event.place for event in lot.events.select_related("place__commune")]
    rows = [lot, lot.pack, product, producer, producer.commune, producer.commune.province]
    rows += [
        *places,
        code,
        code.run,
        lot.rating,
        *product.recognitions.all(),
        *product.photos.all(),
    ]
    return [*rows, *lot.documents.all(), *product.documents.all(), *Policy.objects.all()]


KEYS = (models.ForeignKey, models.OneToOneField)


def columns(row):
    return [
        field
        for field in row._meta.concrete_fields
        if not (field.primary_key or isinstance(field, KEYS))
    ]


FIRST = {models.DateTimeField: MIDDAY, models.DateField: date(2020, 1, 2), models.CharField: "x"}


def other(field, value):
    """Another value that this column may hold."""
    if field.choices:
        return next(choice for choice, _name in field.flatchoices if choice != value)
    if value is None:
        return FIRST.get(type(field), 1)
    if isinstance(value, datetime):
        return None if field.null else value - timedelta(days=40)
    changed = {
        bool: lambda: not value,
        date: lambda: date.fromordinal(value.toordinal() ^ 3),
        int: lambda: value + 1,
        float: lambda: value + 0.1,
        Decimal: lambda: value + Decimal("0.1"),
    }
    return changed.get(type(value), lambda: _words(str(value)))()


def _words(text):
    if text == "08938505974019":
        return "08938505974026"
    return text[:-1] + ("A" if text[-1:] != "A" else "B") if text else "Chữ mới"


def test_no_column_of_any_row_can_change_behind_a_kept_page(code):
    """Each in turn, by UPDATE, past every action: what is kept is what would be made now."""
    before = page(code)
    turned, stale = changed_in_turn(code, shown_rows(code))

    assert stale == []
    assert len(turned) > 40
    assert page(code) == made_anew(code) == before


def changed_in_turn(code, rows):
    """The columns whose change turned the page, and those that it hides as it is kept.

    What a page shows is the same on both databases: PostgreSQL is asked for the turns alone.
    """
    turned, stale = [], []
    is_drawn = connection.vendor == "sqlite"
    for row in rows:
        table = type(row)._default_manager.filter(pk=row.pk)
        for field in columns(row):
            if field.name in {"on_hand", "reserved", "packed", "serial", "trace_code", "slug"}:
                continue
            value, counted = getattr(row, field.name), times()
            try:
                _set(table, field, other(field, value))
            except IntegrityError:  # a constraint that knows better
                continue
            if times() != counted:
                turned.append(f"{row._meta.label} {field}")
            elif is_drawn and made_anew(code) != page(code):
                stale.append(f"{row._meta.label} {field}")
            _set(table, field, value)
    return turned, stale


def times():
    return Turn.objects.aggregate(n=Sum("times"))["n"] or 0


def _set(table, field, value):
    with transaction.atomic():
        table.update(**{field.name: value})


def test_a_new_event_shows_at_once(code):
    before = page(code)
    record_event(
        lot=code.lot, stage="inspecting", place=code.lot.origin, quantity=1, by=None,
        happened_at=MIDDAY, at=MIDDAY,
    )  # fmt: skip
    title = '<h3 class="timeline__title">Kiểm tra</h3>'
    assert [title in shown for shown in (before, page(code))] == [False, True]


def test_the_item_that_left_says_so_and_its_neighbour_does_not(code):
    neighbour = ItemCode.objects.create(lot=code.lot, run=code.run, serial="ABCDEFGH23")
    title = '<h3 class="timeline__title">Giao đi</h3>'
    assert title in page(code)
    assert title not in page(neighbour)


def test_a_page_turns_at_midnight(code, monkeypatch):
    page(code)
    today = localdate()
    code.lot.pack.product.recognitions.update(valid_until=today + timedelta(days=1))
    assert "Quyết định sao OCOP đã hết hạn" not in page(code)
    monkeypatch.setattr(story, "localdate", lambda _at: today + timedelta(days=1))
    assert "Quyết định sao OCOP đã hết hạn" in page(code)


def test_items_of_a_lot_share_a_page_and_no_serial(code):
    other_one = ItemCode.objects.create(lot=code.lot, run=code.run, serial="ABCDEFGH23")
    another = ItemCode.objects.create(lot=code.lot, run=code.run, serial="ZYXWVUTS98")
    page(other_one)
    kept = len(SHELF)
    shown = page(another)
    assert len(SHELF) == kept
    assert [serial in shown for serial in ("ABCDEFGH23", "ZYXWVUTS98")] == [False, True]


def test_nothing_kept_is_a_token_or_a_serial(client, code):
    look(client, code)
    kept = b"".join(b"".join(kept.page.plain) for kept in SHELF._pages.values())
    assert kept
    assert code.serial.encode() not in kept
    assert client.cookies["csrftoken"].value.encode() not in kept
    assert not TOKEN.search(kept.decode())


def test_each_reader_gets_a_token_that_works(code):
    page(code)
    tokens = []
    for _ in range(2):
        reader = Client(enforce_csrf_checks=True)
        text = reader.get(f"/truy-xuat/ma/{code.serial}/", headers=PHONE).content.decode()
        tokens.append(re.search(r'csrfmiddlewaretoken" value="(\w{64})"', text)[1])
        sent = {"csrfmiddlewaretoken": tokens[-1], "language": "en", "next": "/"}
        assert reader.post("/ngon-ngu/setlang/", sent).status_code == 302
    assert tokens[0] != tokens[1]
    stolen = {"csrfmiddlewaretoken": tokens[0], "language": "en", "next": "/"}
    assert reader.post("/ngon-ngu/setlang/", stolen).status_code == 403


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(client, code):
    user = MembershipFactory(user__full_name="Nguyễn Thị Riêng").user
    client.force_login(user)
    assert "Nguyễn Thị Riêng" in look(client, code).content.decode()
    assert len(SHELF) == 0
    assert "Nguyễn Thị Riêng" not in page(code)


def test_squeezed_is_the_same_page(code):
    plain = page(code)
    headers = {"user-agent": "a bot", "accept-encoding": "gzip, br"}
    answer = Client().get(f"/truy-xuat/ma/{code.serial}/", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert TOKEN.sub("", gzip.decompress(answer.content).decode()) == plain
    assert len(answer.content) < len(plain) / 2


def test_pieces_join_as_they_were_cut():
    whole = b'<p>ABC</p><input name="csrfmiddlewaretoken" value="' + b"aB" * 32 + b'">' + b"x" * 999
    pieces = for_all(whole + b"\x1averdict\x1a", serial="ABC")
    assert isinstance(pieces, Pieces)
    values = {"code": b"XYZ", "token": b"T" * 64, "verdict": "được".encode() * 200}
    joined = pieces.joined(values)
    assert gzip.decompress(pieces.gzipped(values)) == joined
    assert joined.startswith(b"<p>XYZ</p>")
    assert joined.endswith("được".encode())


def test_the_shelf_forgets_what_was_asked_for_longest_ago():
    shelf, empty = Shelf(2), Pieces((b"",), (b"",), ())
    shelf.put(1, empty)
    shelf.put(2, empty)
    shelf.get(1)
    shelf.put(3, empty)
    assert [shelf.get(key) is not None for key in (1, 2, 3)] == [True, False, True]
