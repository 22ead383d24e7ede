"""Papers are judged by their bytes."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from catalog.papers import MOST_BYTES, NotAPaper, read_paper

PDF = b"%PDF-1.4\n%%EOF\n"


def read(content, name):
    return read_paper(BytesIO(content), name=name)


def picture(kind="JPEG", size=(40, 30)):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "chụp ở nhà"
    Image.new("RGB", size, "white").save(out, kind, exif=exif)
    return out.getvalue()


def test_a_pdf_is_kept_as_it_is():
    paper = read(PDF, "Giấy của tôi.PDF")

    assert (paper.ending, paper.content) == (".pdf", PDF)
    assert paper.file.name == f"{hashlib.sha256(PDF).hexdigest()}.pdf"


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_a_picture_is_drawn_anew_without_what_the_camera_wrote(kind, name):
    paper = read(picture(kind), name)

    with Image.open(BytesIO(paper.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (40, 30), {})
    assert paper.ending == ".jpg"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg onload='alert(1)'/>"),
        ("a.pdf", b"<html>not a pdf</html>"),
        ("a.jpg", PDF),
        ("a.exe", PDF),
        ("a.pdf", PDF + b"0" * MOST_BYTES),
        ("a.png", b"\x89PNG\r\n\x1a\nbroken"),
    ],
    ids=["script", "html", "pdf as jpeg", "ending", "too large", "broken"],
)
def test_what_is_no_paper_is_refused(name, content):
    with pytest.raises(NotAPaper):
        read(content, name)
