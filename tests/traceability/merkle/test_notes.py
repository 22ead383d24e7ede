"""Keys and signed notes are those of C2SP and of golang.org/x/mod/sumdb/note."""

from __future__ import annotations

from base64 import b64decode

import pytest

from traceability.merkle.checkpoint import Checkpoint, NotACheckpoint, read_checkpoint
from traceability.merkle.keys import WITNESS, NotAKey, SigningKey, new_key, read_key
from traceability.merkle.notes import (
    NotANote,
    Note,
    NotSigned,
    Signature,
    read_note,
    read_signature,
)

SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
ENOCH = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33W"
    "Wd1RvMc+QQ=\n"
)
C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ON"
    "ncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
WITNESS_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_a_note_is_signed_as_go_signs_it():
    key = read_key(SECRET)

    assert str(Note(TEXT).signed([key])) == f"{TEXT}\n{LINE}"
    assert (str(key.verifier), key.written) == (PUBLIC, SECRET)


def test_a_second_signature_stands_under_the_first():
    enoch = SigningKey("EnochRoot", 1, bytes(32))

    assert str(read_note(f"{TEXT}\n{LINE}").signed([enoch])) == f"{TEXT}\n{LINE}{ENOCH}"


@pytest.mark.parametrize(
    ("key", "written"), [(PUBLIC, f"{TEXT}\n{LINE}{ENOCH}"), (C2SP_KEY, C2SP_NOTE)]
)
def test_the_notes_of_others_are_believed(key, written):
    signed = read_note(written).by([read_key(key)])

    assert [one.name for one in signed] == [key.partition("+")[0]]


@pytest.mark.parametrize("at", [0, 10, len(TEXT) - 2])
def test_a_changed_letter_is_noticed(at):
    altered = TEXT[:at] + "x" + TEXT[at + 1 :]

    with pytest.raises(NotSigned):
        read_note(f"{altered}\n{LINE}").by([read_key(PUBLIC)])


def test_strangers_signatures_are_passed_over():
    note = read_note(f"{TEXT}\n{ENOCH}")

    assert note.by([read_key(PUBLIC)]) == []


def test_a_signature_that_stands_twice_counts_once():
    assert len(read_note(f"{TEXT}\n{LINE}{LINE}").by([read_key(PUBLIC)])) == 1


@pytest.mark.parametrize(
    "written",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}{LINE}",
        f"{TEXT}\n{LINE.strip()}",
        f"{TEXT}\n{LINE.replace('—', '-')}",
        f"{TEXT}\n{LINE.replace(' x08', '  x08')}",
        f"{TEXT}\n{LINE.replace('PeterNeumann', 'Peter+Neumann')}",
        f"{TEXT}\n{LINE.replace('AM=', 'AN=')}",
        f"{TEXT}\n— PeterNeumann x08goA==\n"[:-5] + "=\n",
        f"{TEXT}\n— PeterNeumann x08g\n",
        f"tab\there\n\n{LINE}",
        f"carriage\r\n\n{LINE}",
        f"{TEXT}\n" + LINE * 101,
        "x" * 100_000 + f"\n\n{LINE}",
    ],
)
def test_what_is_no_note_is_refused(written):
    with pytest.raises(NotANote):
        read_note(written)


def test_a_text_may_have_empty_lines():
    key = read_key(SECRET)
    written = str(Note("a\n\nb\n").signed([key]))

    assert read_note(written).text == "a\n\nb\n"


def mangled(key):
    """Every part of a key, and the key with one letter altered."""
    parts = {key[i:j] for i in range(len(key)) for j in range(i + 1, len(key) + 1)} - {key}
    return parts | {key[:i] + chr(ord(key[i]) + 1) + key[i + 1 :] for i in range(len(key))}


@pytest.mark.parametrize("key", [PUBLIC, SECRET, WITNESS_KEY])
def test_a_key_reads_in_one_way_only(key):
    assert str(getattr(read_key(key), "written", read_key(key))) == key
    for other in mangled(key):
        # a private key without its word is no public key: kind and id would have to fit
        with pytest.raises(NotAKey):
            read_key(other)


@pytest.mark.parametrize(
    "key",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "bananas.sigstore.dev+12344556",
        "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!",
        "rekor.sigstore.dev+12345678+AwEB",
        "",
    ],
)
def test_a_key_of_another_kind_or_length_is_refused(key):
    with pytest.raises(NotAKey):
        read_key(key)


def test_a_secret_is_never_shown():
    assert "gQoUAtUU" not in repr(read_key(SECRET))
    assert repr(read_key(SECRET)) == f"SigningKey({PUBLIC})"
    with pytest.raises(NotAKey) as refusal:
        read_key(SECRET[:-2])
    assert SECRET[-20:-2] not in str(refusal.value)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\0b"])
def test_a_name_can_stand_in_a_line(name):
    with pytest.raises(NotAKey):
        new_key(name)


def test_a_new_key_signs_what_its_public_half_believes():
    key = new_key("chogoc.example/log")

    assert len(Note(TEXT).signed([key]).by([read_key(str(key.verifier))])) == 1


def test_a_witness_signs_with_the_time():
    key, text = new_key("nhan-chung.example", kind=WITNESS), CHECKPOINT
    (signature,) = Note(text).signed([key], at=1_679_315_147).signatures

    assert signature.witnessed_at == 1_679_315_147
    assert Note(text, (signature,)).by([key.verifier]) == [signature]
    log_key = SigningKey(key.name, 1, key._seed)
    assert key.verifier.id != log_key.verifier.id
    said = f"cosignature/v1\ntime 1679315147\n{text}"
    assert log_key.verifier.has_signed(said, signature.raw[12:])


@pytest.mark.parametrize("at", [4, 11, 12, 40])
def test_a_witnesss_altered_line_is_noticed(at):
    key = new_key("nhan-chung.example", kind=WITNESS)
    (one,) = Note(CHECKPOINT).signed([key], at=1_679_315_147).signatures
    raw = one.raw[:at] + bytes([one.raw[at] ^ 1]) + one.raw[at + 1 :]

    with pytest.raises(NotSigned):
        Note(CHECKPOINT, (Signature(one.name, raw),)).by([key.verifier])


def test_the_time_of_a_cosignature_is_read_as_others_read_it():
    raw = b64decode(
        "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFi"
        "EBYJXORmnFBOBA=="
    )

    assert Signature("witness", raw).witnessed_at == 1_727_964_367
    assert read_signature(LINE.strip()).witnessed_at == 0


def test_a_checkpoint_is_three_lines():
    said = read_checkpoint(CHECKPOINT)

    assert (said.origin, said.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert said.text == CHECKPOINT
    assert read_checkpoint(f"{CHECKPOINT}more\n") == said
    assert Checkpoint("a", 0, bytes(32)).text.startswith("a\n0\nAAAA")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Log\n123\n",
        CHECKPOINT.removesuffix("\n"),
        CHECKPOINT.replace("20852163", "020852163"),
        CHECKPOINT.replace("20852163", "0x20"),
        CHECKPOINT.replace("20852163", "-1"),
        CHECKPOINT.replace("20852163", "٣"),
        CHECKPOINT.replace("20852163", "9" * 30),
        CHECKPOINT.replace("example.com/behind-the-sofa", ""),
        CHECKPOINT.replace("q2I=", "q2J="),
        "Log\n123\nYmFuYW5hcw==\n",
        f"{CHECKPOINT}\nafter an empty line\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NotACheckpoint):
        read_checkpoint(text)
