"""Papers and proposals decided by many at once, on both databases."""

from __future__ import annotations

import pytest

from accounts.models import Entry
from catalog.actions import amendments, papers
from catalog.actions.products import change_product
from catalog.models import Amendment, Product, SellerPaper
from catalog.papers import Paper
from tests.factories import MIDDAY, ProducerFactory, ProductFactory, UserFactory
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_proposal_decided_by_many_is_written_once():
    product, officer = ProductFactory(name="Trà", is_illustrative=False), UserFactory()
    [asked] = change_product(product=product, fields={"name": "Trà vàng"}, by=officer, at=MIDDAY)

    def decide(approved):
        done = amendments.decide_amendment(
            amendment=asked, approved=approved, reason="Xem rồi", by=officer, at=MIDDAY
        )
        return done.state

    answers = rush([True, False] * (AT_ONCE // 2), decide)

    state = Amendment.objects.get().state
    assert answers == {state: 1, amendments.AlreadyDecided: AT_ONCE - 1}
    assert (Product.objects.get().name == "Trà vàng") is (state == "approved")
    assert Entry.objects.filter(verb__endswith="_proposal").count() == 1


def test_papers_sent_in_by_many_leave_one_that_waits():
    producer, person = ProducerFactory(), UserFactory()

    def submit(number):
        file, told = Paper(".pdf", b"%PDF-1.4"), {"number": str(number)}
        return papers.submit_paper(
            producer=producer,
            fact="tax",
            product=None,
            file=file,
            fields=told,
            by=person,
            at=MIDDAY,
        ).state

    assert rush(range(AT_ONCE), submit) == {"waiting": AT_ONCE}
    assert SellerPaper.objects.waiting().count() == 1


def test_a_paper_is_decided_once_and_the_gate_says_what_was_decided():
    product, officer = ProductFactory(), UserFactory()
    file, told = Paper(".pdf", b"%PDF-1.4"), {"number": "1"}
    waiting = papers.submit_paper(
        producer=product.producer, fact="declaration", product=product, file=file, fields=told,
        by=officer, at=MIDDAY,
    )  # fmt: skip

    def approve(_again):
        done = papers.decide_paper(paper=waiting, approved=True, reason="", by=officer, at=MIDDAY)
        return done.state

    assert rush(range(AT_ONCE), approve) == {"approved": 1, papers.AlreadyDecided: AT_ONCE - 1}
    assert Product.objects.get().cleared_until.isoformat() == "2027-01-01"  # the rest is spared
