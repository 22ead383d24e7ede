"""Dangerous files through the real forms: told at the field, what was typed kept, nothing left."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.models import Claim, Photo
from traceability.models import Document

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def bomb(side=10_000):
    """A PNG of 100 million pixels in some kilobytes: one bit each, all alike."""
    row = b"\x00" + bytes((side + 7) // 8)
    packed = zlib.compressobj(9)
    pixels = b"".join(packed.compress(row) for _ in range(side)) + packed.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", pixels)
        + _chunk(b"IEND", b"")
    )


def _chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


FILES = {
    "100 million pixels": ("anh.png", bomb()),
    "a drawing with a script": ("anh.svg", SVG),
    "a drawing called a photo": ("anh.png", SVG),
    "a page called a photo": ("anh.jpg", HTML),
    "a way up": ("../../anh.html", HTML),
    "nothing": ("anh.png", b""),
}
by_file = pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)


def test_the_bomb_is_small():
    assert len(bomb()) < 20_000


@by_file
def test_no_such_photo_is_taken(town, settings, name, content):
    before = kept(settings)
    at = reverse("workspace:photos", args=[town.keys["producer"], town.keys["slug"]])
    sent = {"picture": SimpleUploadedFile(name, content), "description": "Vườn chè buổi sáng"}

    answer = town.client("owner").post(at, sent)

    assert answer.status_code == 422
    form = answer.context["photo_form"]
    assert list(form.errors) == ["picture"]
    assert form["description"].value() == "Vườn chè buổi sáng"
    assert not Photo.objects.exists()
    assert kept(settings) == before


@by_file
def test_no_such_document_is_taken(town, settings, name, content):
    before, papers = kept(settings), Document.objects.count()
    at = reverse("traceability:new_document", args=[town.keys["producer"], town.keys["code"]])
    told = {"kind": "other", "title": "Giấy kiểm nghiệm", "issuer": "Phòng thử"}

    answer = town.client("owner").post(at, {**told, "file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["file"]
    assert form["title"].value() == "Giấy kiểm nghiệm"
    assert (Document.objects.count(), kept(settings)) == (papers, before)


@pytest.mark.parametrize("kind", [kind for kind in FILES if "pixels" not in kind])
def test_no_such_paper_stands_behind_a_claim(town, settings, kind):
    before, claims = kept(settings), Claim.objects.count()
    at = reverse("claims:claim", args=[town.things.claim.producer.slug])
    name, content = FILES[kind]

    answer = town.client("owner").post(
        at, {"document": SimpleUploadedFile(name, content), "note": "Tôi là chủ"}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["document"]
    assert answer.context["form"]["note"].value() == "Tôi là chủ"
    assert (Claim.objects.count(), kept(settings)) == (claims, before)


def kept(settings):
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
