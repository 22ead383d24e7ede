"""The log as it is served: what C2SP asks, and no more than was signed."""

from __future__ import annotations

import gzip
import html
from base64 import b64decode

import pytest
from django.test import Client

from tests.factories import MIDDAY
from tests.traceability.test_log import FAR, LATER, NEAR, many_leaves, root_of_leaves
from traceability.actions import log
from traceability.merkle.checkpoint import read_checkpoint
from traceability.merkle.hashing import leaf_hash
from traceability.merkle.notes import read_note
from traceability.merkle.proof import read_proof
from traceability.models import Cosignature, LogLeaf
from traceability.queries import log as queries

pytestmark = pytest.mark.django_db
FOR_EVER = "public, max-age=31536000, immutable"


def signed(count=700, later=0):
    many_leaves(count)
    checkpoint = log.sign_checkpoint(at=MIDDAY)
    many_leaves(later)
    return checkpoint


def hashes(start, end):
    leaves = LogLeaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return [leaf_hash(leaf.entry.encode()) for leaf in leaves]


def unbundled(content):
    entries = []
    while content:
        length = int.from_bytes(content[:2], "big")
        entries.append(content[2 : 2 + length])
        content = content[2 + length :]
    return entries


def test_the_checkpoint_is_served_as_it_was_signed(client, django_assert_num_queries):
    checkpoint = signed(3)

    with django_assert_num_queries(2):
        answer = client.get("/log/checkpoint")

    assert answer.content.decode() == checkpoint.note
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=5"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers.get("Vary") is None
    assert read_checkpoint(read_note(checkpoint.note).text).root == root_of_leaves(3)


def test_nothing_is_served_before_something_is_signed(client):
    many_leaves(300)

    for path in ("checkpoint", "tile/0/000", "tile/entries/000", "proof/0"):
        assert client.get(f"/log/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [("000", 0, 256), ("001", 256, 512), ("002.p/188", 512, 700), ("002.p/1", 512, 513)],
)
def test_tiles_of_leaves_and_bundles_of_entries_belong_together(client, path, start, end):
    signed(700, later=5)

    tile, bundle = (client.get(f"/log/tile/{of}/{path}") for of in ("0", "entries"))

    assert tile.content == b"".join(hashes(start, end))
    assert [leaf_hash(entry) for entry in unbundled(bundle.content)] == hashes(start, end)
    for answer in (tile, bundle):
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Cache-Control"] == FOR_EVER


def test_the_level_above_has_the_roots_of_full_tiles(client):
    signed(700)

    content = client.get("/log/tile/1/000.p/2").content

    assert content == b"".join(queries.hashes(1, 0, 2))
    assert len(content) == 64


@pytest.mark.parametrize(
    "path",
    [
        *("0/002", "0/002.p/189", "0/003.p/1", "entries/002.p/189", "entries/003", "1/000.p/3"),
        *("1/000", "2/000.p/1", "0/2", "0/x000/002", "data/000", "", "0/000.p/0", "64/000"),
        "0/" + "x999/" * 5 + "999",
    ],
)
def test_tiles_beyond_what_was_signed_are_not_there(client, path):
    signed(700, later=5)

    assert client.get(f"/log/tile/{path}").status_code == 404


def test_entries_are_compressed_for_whoever_can_read_that(client):
    signed(256)

    answer = client.get("/log/tile/entries/000", headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(unbundled(gzip.decompress(answer.content))) == 256
    assert len(answer.content) < len(gzip.decompress(answer.content))


@pytest.mark.parametrize("position", [0, 255, 256, 699])
def test_a_proof_is_a_file_that_proves_alone(client, position):
    signed(700, later=5)

    answer = client.get(f"/log/proof/{position}")

    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{position}.tlog-proof"'
    )
    assert read_proof(answer.content.decode()).check(queries.log_keys()).tree.size == 700


@pytest.mark.parametrize("position", [700, 10**18, 10**30])
def test_there_is_no_proof_of_what_was_not_signed(client, position):
    signed(700, later=5)

    assert client.get(f"/log/proof/{position}").status_code == 404


@pytest.fixture
def watched(settings):
    settings.LOG_WITNESSES = [NEAR.verifier]
    return read_note(signed(3).note)


def send(client, written):
    return client.post("/log/cosignature", written, content_type="text/plain")


def test_a_witness_sends_its_line_and_everybody_sees_it(client, watched):
    written = str(watched.signed([NEAR], at=1_700_000_000))

    answers = [send(client, written), send(client, written)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content.decode() == written
    assert client.get("/log/checkpoint").content.decode() == written
    assert Cosignature.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "reason"),
    [
        (lambda note: str(note.signed([FAR], at=1)), 403, "no known witness has signed this\n"),
        (str, 403, "no known witness has signed this\n"),
        (
            lambda note: str(note.signed([NEAR], at=1)).replace("\n3\n", "\n2\n"),
            404,
            "we have signed no such checkpoint\n",
        ),
        (lambda _note: "", 400, "a note is a text, an empty line and signatures\n"),
        (lambda _note: b"\xff\xfe", 400, None),
        (lambda note: str(note) + "x" * 20_000, 413, "too large\n"),
    ],
    ids=["a stranger", "no witness", "another tree", "nothing", "no text", "too much"],
)
def test_what_no_witness_signed_is_refused_with_the_reason(client, watched, change, status, reason):
    answer = send(client, change(watched))

    assert answer.status_code == status
    assert reason is None or answer.content.decode() == reason
    assert not Cosignature.objects.exists()


def test_a_machine_needs_no_cookie_and_may_want_plain_text(watched):
    written = str(watched.signed([NEAR], at=1))
    machine = Client(enforce_csrf_checks=True, headers={"accept": "text/plain"})

    assert send(machine, written).status_code == 200


def test_who_knocks_too_often_is_told_to_wait(client, watched):
    answers = [send(client, "").status_code for _ in range(121)]

    assert (set(answers[:120]), answers[120]) == ({400}, 429)


@pytest.mark.parametrize("witnesses", [[NEAR], [NEAR, FAR]])
def test_the_page_tells_the_checkpoint_and_who_watches(
    client, settings, django_assert_num_queries, witnesses
):
    settings.LOG_WITNESSES = [key.verifier for key in witnesses]
    checkpoint = signed(3)
    written = str(read_note(checkpoint.note).signed([NEAR], at=1_700_000_000))
    log.cosign(written=written, at=LATER)

    with django_assert_num_queries(4):
        page = client.get("/so-minh-bach/")

    told = page.content.decode()
    assert page.status_code == 200
    root = read_checkpoint(read_note(checkpoint.note).text).root
    assert page.context["checkpoint"].size == 3
    assert b64decode(page.context["checkpoint"].root) == root
    assert "đã ký mốc 3 dòng, 05:13 15/11/2023" in told
    assert told.count("chưa ký mốc nào") == len(witnesses) - 1
    assert str(queries.log_keys()[0]) in html.unescape(told)
    assert "chìa khoá ai cũng biết" in told


def test_the_page_says_when_there_is_nothing_yet(client):
    told = client.get("/so-minh-bach/").content.decode()

    assert "Sổ chưa ký mốc nào" in told
    assert "Chưa có ai ở ngoài chợ đứng ra làm chứng" in told


def test_the_prefix_leads_people_to_the_page(client):
    assert client.get("/log/").headers["Location"] == "/so-minh-bach/"
