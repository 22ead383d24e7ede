"""Papers are judged by their bytes and known by their hash."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import MIDDAY, LotFactory, UserFactory
from traceability.actions.documents import MOST_BYTES, NotADocument, add_document
from traceability.forms import DocumentForm
from traceability.models import Document

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
TOLD = {"kind": "test_report", "title": "Phiếu kiểm nghiệm", "issuer": "Phòng thử nghiệm mẫu"}


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add(lot, content=PDF, name="phieu.pdf", **facts):
    file = SimpleUploadedFile(name, content)
    usual = {**TOLD, "of_product": False, "by": UserFactory(), "at": MIDDAY}
    return add_document(lot=lot, file=file, **{**usual, **facts})


def picture(kind="JPEG", size=(40, 30)):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "chụp ở nhà"
    Image.new("RGB", size, "white").save(out, kind, exif=exif)
    return out.getvalue()


def test_a_pdf_is_kept_as_it_is():
    document = add(LotFactory())
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    with document.file as kept:
        assert kept.read() == PDF
    assert document.product is None


def test_a_paper_of_the_product_belongs_to_no_lot():
    lot = LotFactory()
    document = add(lot, of_product=True)
    assert (document.product, document.lot) == (lot.pack.product, None)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_a_picture_is_drawn_anew_without_what_the_camera_wrote(kind, name):
    document = add(LotFactory(), content=picture(kind), name=name)
    with document.file as file, Image.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (40, 30), {})


def test_the_same_bytes_twice_are_one_paper():
    lot = LotFactory()
    assert add(lot) == add(lot)
    assert Document.objects.count() == 1


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
    with pytest.raises(NotADocument):
        add(LotFactory(), content=content, name=name)
    assert Document.objects.count() == 0


def test_an_end_before_the_beginning_is_refused_at_the_field():
    dates = {"issued_on": "2026-11-02", "valid_until": "2026-11-01"}
    form = DocumentForm({**TOLD, **dates}, {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert list(form.errors) == ["valid_until"]
