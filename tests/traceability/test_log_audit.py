"""Whatever somebody alters behind the back of the program is found."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from catalog.models import Recognition
from tests.factories import MIDDAY, RecognitionFactory, UserFactory
from tests.traceability.behind import alter
from tests.traceability.epcis.stories import capture, shipping, stall
from tests.traceability.test_events import note, open_lot
from tests.traceability.test_log import FAR, NEAR, cosigned, paper
from traceability.actions import log
from traceability.merkle.keys import encode
from traceability.merkle.notes import Note
from traceability.models import Checkpoint, Document, Event, LogLeaf, LogTile
from traceability.queries import log as queries
from traceability.queries.log_audit import findings

pytestmark = pytest.mark.django_db


FACTS = 5


@pytest.fixture(scope="module")
def written_book(ground, tmp_path_factory):
    """Events of forms and of EPCIS, a paper, stars; two checkpoints, and a witness of one."""
    shelf = tmp_path_factory.mktemp("book")
    with ground(), override_settings(MEDIA_ROOT=shelf):
        lot, program = stall()
        note(open_lot())
        capture(program, shipping(lot))
        paper(lot, UserFactory())
        log.sign_checkpoint(at=MIDDAY)
        for stars in (3, 5):
            RecognitionFactory(stars=stars)
        log.append_stars()
        cosigned(settings)
    return shelf


@pytest.fixture
def book(written_book, db, settings, tmp_path):
    """The book, in which a test may alter what it likes."""
    settings.MEDIA_ROOT = copytree(written_book, tmp_path / "book")
    settings.LOG_WITNESSES = [NEAR.verifier, FAR.verifier]


def found():
    return [tuple(finding) for finding in findings()]


def one_byte_more(column):
    """Text with its last letter doubled, whatever the column holds."""
    return f"{column} = {column} || substr({column}, length({column}))"


def test_an_honest_book_has_no_findings(book):
    assert LogLeaf.objects.count() == FACTS
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [
        "evidence = 'laboratory'",
        "stage = 'storing'",
        "biz_step = 'x'",
        "disposition = 'x'",
        "kind = 'x'",
        "event_id = 'x'",
        "happened_at = '2026-11-18 05:00:01+00:00'",
        "recorded_at = '2026-11-18 05:00:01+00:00'",
        "declared_wrong_at = '2026-11-18 05:00:01+00:00'",
        "corrects_id = NULL, lot_id = NULL",
        "place_id = NULL",
        "producer_id = producer_id + 1",
    ],
)
def test_an_altered_column_of_an_event_is_found(book, change):
    pk = Event.objects.earliest("pk").pk
    assert alter(f"UPDATE traceability_event SET {change} WHERE id = {pk}") == 1

    assert found() == [(f"event {pk}", "is not what leaf 0 says of it")]


def test_one_letter_of_an_events_document_is_found_wherever_it_stands(book):
    for event in Event.objects.order_by("pk"):
        for path in places(event.document):
            write(event, altered(event.document, path))
            told = [row for row, _what in found()]
            assert f"event {event.pk}" in told, path
        write(event, event.document)
    assert found() == []


def places(value, path=()):
    """Where there is a word or a number in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in inside:
        if isinstance(below, dict | list):
            yield from places(below, (*path, key))
        else:
            yield (*path, key)


def altered(document, path):
    other = deepcopy(document)
    *way, last = path
    inside = reduce(getitem, way, other)
    value = inside[last]
    inside[last] = value[:-1] + chr(ord(value[-1]) ^ 1) if isinstance(value, str) else value + 1
    return other


def write(event, document):
    alter(
        "UPDATE traceability_event SET document = %s WHERE id = %s", json.dumps(document), event.pk
    )


def test_another_hash_id_is_found(book):
    event = Event.objects.latest("pk")
    alter(f"UPDATE traceability_event SET {one_byte_more('hash_id')} WHERE id = {event.pk}")

    assert [row for row, _what in found()] == [f"event {event.pk}"] * 2


def test_an_event_that_is_gone_and_one_that_was_slipped_in_are_found(book):
    event = Event.objects.earliest("pk")
    alter(f"UPDATE traceability_event SET id = 4711 WHERE id = {event.pk}")
    told = found()
    alter(f"UPDATE traceability_event SET id = {event.pk} WHERE id = 4711")

    assert told == [
        (f"event {event.pk}", "is gone, though leaf 0 speaks of it"),
        ("event 4711", "is in no leaf"),
    ]


def test_a_thing_an_event_does_not_name_is_found(book):
    event = Event.objects.latest("pk")
    alter(f"UPDATE traceability_eventitem SET {one_byte_more('epc')} WHERE event_id = {event.pk}")

    assert found() == [(f"event {event.pk}", "is found by other things than it names")]


def test_an_altered_paper_is_found(book):
    document = Document.objects.get()
    Document.objects.update(title="Giấy chứng nhận hữu cơ")

    assert found() == [(f"document {document.pk}", "is not what leaf 2 says of it")]


@pytest.mark.parametrize("content", [b"%PDF-1.5\n%%EOF\n", None])
def test_an_altered_or_lost_file_is_found(book, content):
    document = Document.objects.get()
    path = Path(document.file.path)
    path.unlink() if content is None else path.write_bytes(content)

    what = "has lost its file" if content is None else "has another file than was added"
    assert found() == [(f"document {document.pk}", what)]


def test_altered_stars_are_found(book):
    stars = Recognition.objects.get(stars=3)
    Recognition.objects.filter(pk=stars.pk).update(stars=4)

    assert found() == [(f"recognition {stars.pk}", "is not what leaf 3 says of it")]


def test_a_register_told_anew_is_no_finding(book):
    told = RecognitionFactory(verified_at=None)
    log.append_stars()
    told.delete()

    assert found() == []


@pytest.mark.parametrize("position", range(FACTS))
def test_one_byte_of_a_leaf_is_found(book, position):
    alter(f"UPDATE traceability_logleaf SET {one_byte_more('entry')} WHERE position = {position}")

    told = dict(found())
    assert "signs another root than its leaves have" in told.values()
    assert f"is not what leaf {position} says of it" in told.values()


@pytest.mark.parametrize("position", range(FACTS))
def test_a_leaf_that_is_gone_is_found(book, position):
    alter(f"DELETE FROM traceability_logleaf WHERE position = {position}")

    is_last = position == FACTS - 1
    what = "signs more leaves than there are" if is_last else "is missing"
    assert what in [what for _row, what in found()]


@pytest.mark.parametrize("column", ["nodes", "root"])
@pytest.mark.parametrize("at", [1, 32])
def test_one_byte_of_a_tile_is_found(book, column, at):
    fill_a_tile()
    assert found() == []
    tile = LogTile.objects.get()
    raw = bytearray(getattr(tile, column))
    raw[-at] ^= 1
    alter(f"UPDATE traceability_logtile SET {column} = %s", bytes(raw))

    assert found() == [("tile 0/0", "holds other hashes than its leaves have")]


def test_a_tile_that_is_gone_and_one_without_leaves_are_found(book):
    fill_a_tile()
    alter("UPDATE traceability_logtile SET number = 3")

    assert found() == [
        ("tile 0/0", "is missing"),
        ("tile 0/3", "has no leaves under it"),
    ]


def fill_a_tile():
    """Stars enough for 256 leaves."""
    product = Recognition.objects.first().product
    Recognition.objects.bulk_create(
        Recognition(product=product, stars=3, reported_year=2020) for _ in range(256 - FACTS)
    )
    log.append_stars()


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("\n5\n", "\n3\n", "speaks of another log or size than its row"),
        ("demo.chogoc", "demo.chogoC", "speaks of another log or size than its row"),
        ("log sA6", "log sA7", "is signed by no key of the log"),
        ("\n\n", "\n", "cannot be read: a note is a text, an empty line and signatures"),
    ],
)
def test_an_altered_checkpoint_is_found(book, old, new, what):
    last = Checkpoint.objects.get(size=FACTS)
    altered = last.note.replace(old, new, 1)
    assert altered != last.note
    alter("UPDATE traceability_checkpoint SET note = %s WHERE id = %s", altered, last.pk)

    assert (f"checkpoint {last.pk}", what) in found()


def test_bytes_all_over_a_checkpoint_count(book):
    last = Checkpoint.objects.get(size=FACTS)
    for at in range(0, len(last.note), 17):
        other = "A" if last.note[at] != "A" else "B"
        altered = last.note[:at] + other + last.note[at + 1 :]
        alter("UPDATE traceability_checkpoint SET note = %s WHERE id = %s", altered, last.pk)
        assert f"checkpoint {last.pk}" in dict(found()), altered


def test_another_root_under_a_true_signature_is_found(book):
    """Whoever has the key too can sign another tree, but not make the leaves agree with it."""
    first = Checkpoint.objects.earliest("size")
    alter("UPDATE traceability_checkpoint SET size = 5, note = %s WHERE id = %s", _lie(), first.pk)

    assert found() == [(f"checkpoint {first.pk}", "signs another root than its leaves have")]


def _lie():
    text = f"demo.chogoc.example/log\n{FACTS}\n{encode(bytes(32))}\n"
    return str(Note(text).signed(queries.signing_keys()))


def test_a_smaller_checkpoint_after_a_larger_one_is_found(book):
    first, last = Checkpoint.objects.order_by("size")
    alter("UPDATE traceability_checkpoint SET id = %s WHERE id = %s", last.pk + 1, first.pk)

    assert found() == [(f"checkpoint {last.pk + 1}", "is smaller than one before it")]


def test_an_altered_witness_is_found(book):
    alter("UPDATE traceability_cosignature SET line = replace(line, 'gan', 'xa')")
    last = Checkpoint.objects.get(size=FACTS)

    told = [what.partition(" of ")[0] for _row, what in found()]
    assert (told, found()[0][0]) == (["has a wrong line"], f"checkpoint {last.pk}")


def test_the_command_names_what_it_finds_and_fails(book, capsys):
    call_command("verify_log")
    assert capsys.readouterr().out == (
        f"{FACTS} leaves and 2 checkpoints are as they were written.\n"
    )
    stars = Recognition.objects.get(stars=3)
    Recognition.objects.filter(pk=stars.pk).update(stars=4)

    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_log")
    assert f"recognition {stars.pk} is not what leaf 3 says of it" in capsys.readouterr().err
