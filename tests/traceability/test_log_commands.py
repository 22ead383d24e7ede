"""What an operator, or anybody with a kept file, does with the log by hand."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import MIDDAY, RecognitionFactory
from tests.traceability.behind import alter
from tests.traceability.test_events import note, open_lot
from tests.traceability.test_log import NEW, many_leaves
from traceability.actions import log
from traceability.merkle.keys import read_key
from traceability.merkle.notes import read_note
from traceability.merkle.tiles import tiles_of
from traceability.models import Checkpoint, LogLeaf
from traceability.queries import log as queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(tmp_path):
    """A proof of an event and the event, in files."""
    event = note(open_lot())
    note(open_lot(), quantity=9_000)
    log.sign_checkpoint(at=MIDDAY)
    (tmp_path / "event.json").write_text(json.dumps(event.document))
    proof = queries.proofs_of(kind="event", subjects=[event.pk])[event.pk]
    (tmp_path / "kept.tlog-proof").write_text(str(proof))
    return tmp_path


def verify(kept, **options):
    call_command("verify_proof", kept / "kept.tlog-proof", **options)


def test_a_kept_proof_is_checked_without_the_database(
    kept, capsys, django_assert_num_queries, settings
):
    line = LogLeaf.objects.get(position=0).entry.split(" ")
    public = str(queries.log_keys()[0])
    settings.LOG_KEYS = [NEW]

    with django_assert_num_queries(0):
        verify(kept, key=[public], event=kept / "event.json")

    assert capsys.readouterr().out.splitlines() == [
        "Proved: leaf 0 of 2 in demo.chogoc.example/log.",
        f"event {line[2]}",
        f"recorded {line[1]}",
    ]


def alter_file(path, old, new):
    written = path.read_text()
    assert old in written
    path.write_text(written.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("index 0", "index 1", "Not proved: the proof leads to another root."),
        ("index 0", "index 7", "Not proved: there is no such leaf 7 in a tree of 2."),
        ("extra ZXZl", "extra ZXZk", "Not proved: the proof leads to another root."),
        ("\n2\n", "\n3\n", "Not proved: the signature of demo.chogoc.example/log is wrong."),
        ("tlog-proof@v1", "tlog-proof@v2", "Not proved: a proof begins with"),
    ],
)
def test_an_altered_proof_is_refused_with_the_reason(kept, old, new, reason):
    alter_file(kept / "kept.tlog-proof", old, new)

    with pytest.raises(CommandError) as refusal:
        verify(kept)
    assert str(refusal.value).startswith(reason)


def test_a_proof_of_another_event_key_or_no_file_is_refused(kept):
    alter_file(kept / "event.json", "12.5", "12.6")
    stranger = str(NEW.verifier)

    for options, reason in (
        ({"event": kept / "event.json"}, "the leaf speaks of another event than the file"),
        ({"event": kept / "kept.tlog-proof"}, "Expecting value"),
        ({"key": [stranger]}, "no known key of demo.chogoc.example/log"),
        ({"key": ["abc"]}, "a key has a name"),
    ):
        with pytest.raises(CommandError, match=reason):
            verify(kept, **options)
    (kept / "event.json").write_text("[]")
    with pytest.raises(CommandError, match="the file holds no event"):
        verify(kept, event=kept / "event.json")
    with pytest.raises(CommandError, match="No such file"):
        verify(kept / "nowhere")


def test_a_checkpoint_is_signed_at_once(capsys):
    call_command("checkpoint")
    assert capsys.readouterr().out == "The log is empty.\n"
    RecognitionFactory()

    call_command("checkpoint")

    assert capsys.readouterr().out == Checkpoint.objects.get().note


def test_an_altered_log_is_not_signed_and_the_command_fails():
    many_leaves(2)
    log.sign_checkpoint(at=MIDDAY)
    alter("DELETE FROM traceability_logleaf WHERE position = 1")

    with pytest.raises(CommandError, match="Run verify_log"):
        call_command("checkpoint")


def test_the_clock_brings_stars_in_and_signs(capsys):
    RecognitionFactory()

    call_command("tick")

    assert Checkpoint.objects.get().size == 1


def test_the_log_is_exported_as_files_that_others_can_serve(client, tmp_path, capsys):
    many_leaves(700)
    checkpoint = log.sign_checkpoint(at=MIDDAY)
    many_leaves(3)

    call_command("export_log", tmp_path)

    paths = {tile.path for tile in tiles_of(700)} | {"checkpoint", "keys.txt"}
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.relative_to(tmp_path).as_posix() for path in files} == paths
    for path in paths - {"keys.txt"}:
        assert (tmp_path / path).read_bytes() == client.get(f"/log/{path}").content
    assert (tmp_path / "checkpoint").read_text() == checkpoint.note
    keys = [read_key(line) for line in (tmp_path / "keys.txt").read_text().split()]
    assert read_note(checkpoint.note).by(keys)
    assert capsys.readouterr().out == "7 files new, 700 leaves in all.\n"


def test_an_export_is_gone_on_with(tmp_path, capsys):
    many_leaves(700)
    log.sign_checkpoint(at=MIDDAY)
    call_command("export_log", tmp_path)
    many_leaves(100)
    log.sign_checkpoint(at=MIDDAY)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("000")}

    call_command("export_log", tmp_path)

    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert (tmp_path / "tile/0/003.p/32").exists()
    assert capsys.readouterr().out.endswith("\n5 files new, 800 leaves in all.\n")


def test_there_is_nothing_to_export_before_something_is_signed(tmp_path):
    with pytest.raises(CommandError, match="Nothing is signed yet"):
        call_command("export_log", tmp_path)


@pytest.mark.parametrize(("options", "kind"), [({}, 1), ({"witness": True}, 4)])
def test_a_new_key_is_printed_with_its_public_half(capsys, options, kind):
    call_command("make_log_key", "chogoc.example/log", **options)

    secret, public = capsys.readouterr().out.split()
    assert (read_key(secret).verifier, read_key(public).kind) == (read_key(public), kind)
    with pytest.raises(CommandError):
        call_command("make_log_key", "a b")


@pytest.fixture(params=["json", "html"])
def saved(request, client, tmp_path):
    """What a scan page saves, in either form, in a file."""
    lot = open_lot()
    note(lot)
    log.sign_checkpoint(at=MIDDAY)
    page = client.get(f"/truy-xuat/lo/{lot.trace_code}/bang-chung.{request.param}")
    (tmp_path / "saved").write_bytes(page.content)
    return tmp_path / "saved"


def test_what_a_page_saved_is_checked_by_the_command(saved, capsys):
    call_command("verify_proof", saved)

    said = capsys.readouterr().out
    assert said.startswith("Proved: 1 of 1 leaves in demo.chogoc.example/log.\n0 event ni:///")
    assert '"self_declared"' in said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda written: written.replace("KGM", "LTR"), "Dòng 1: Nội dung sự kiện không khớp"),
        (lambda written: written.replace(r"\"harvest", r"\"packing"), "Dòng 1: Chi tiết của dòng"),
    ],
    ids=["an event", "its columns"],
)
def test_an_altered_page_is_refused_in_the_same_words_as_in_a_browser(saved, change, reason):
    written = saved.read_text()
    block = written.find('"chogoc.proof/1"')
    end = written.find("</script>", block) if "</script>" in written else len(written)
    saved.write_text(change(written[:end]) + written[end:])

    with pytest.raises(CommandError) as refusal:
        call_command("verify_proof", saved)

    assert str(refusal.value).startswith(reason)


def test_a_page_that_was_cut_off_is_refused(saved):
    written = saved.read_text()
    saved.write_text(written[: written.find('"chogoc.proof/1"') + 300])

    with pytest.raises(CommandError, match="Tệp bằng chứng bị cắt cụt"):
        call_command("verify_proof", saved)


def test_a_saved_page_is_refused_by_another_key(saved):
    with pytest.raises(CommandError, match="khoá khác, hoặc sổ khác"):
        call_command("verify_proof", saved, key=[str(NEW.verifier)])
