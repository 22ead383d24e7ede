"""Documents are known by their hash."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.papers import Paper
from tests.factories import MIDDAY, LotFactory, UserFactory
from traceability.actions.documents import add_document
from traceability.forms import DocumentForm
from traceability.models import Document

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
TOLD = {"kind": "test_report", "title": "Phiếu kiểm nghiệm", "issuer": "Phòng thử nghiệm mẫu"}


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add(lot, content=PDF, **facts):
    file = Paper(".pdf", content)
    usual = {**TOLD, "of_product": False, "by": UserFactory(), "at": MIDDAY}
    return add_document(lot=lot, file=file, **{**usual, **facts})


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


def test_the_same_bytes_twice_are_one_paper():
    lot = LotFactory()
    assert add(lot) == add(lot)
    assert Document.objects.count() == 1


def test_an_end_before_the_beginning_is_refused_at_the_field():
    dates = {"issued_on": "2026-11-02", "valid_until": "2026-11-01"}
    form = DocumentForm({**TOLD, **dates}, {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert list(form.errors) == ["valid_until"]
