"""Promise 9: nothing is invented about anybody real, and what is fictional says so."""

from django.utils.timezone import localdate

from catalog.models import Pack, Producer, Product, Recognition
from marketplace.demo.fees import RATES
from marketplace.demo.goods import GOODS
from marketplace.demo.stalls import STALLS
from marketplace.fees.models import Rate
from marketplace.orders.models import Order
from marketplace.voices.models import Question, Review
from tests.factories import MIDDAY, TODAY
from traceability.gs1.check import is_gln, is_gtin
from traceability.models import Document, Event, ItemCode, Lot, Place


def test_real_producers_get_nothing_invented(market):
    real = {"producer__is_fictional": False}
    assert Producer.objects.filter(is_fictional=False).count() > 50
    assert {
        "packs": Pack.objects.filter(product__producer__is_fictional=False).count(),
        "illustrative": Product.objects.filter(**real, is_illustrative=True).count(),
        "lots": Lot.objects.filter(**real).count(),
        "events": Event.objects.filter(**real).count(),
        "places": Place.objects.filter(**real).count(),
        "documents": Document.objects.filter(**real).count(),
        "orders": Order.objects.filter(**real).count(),
        "codes": ItemCode.objects.filter(lot__producer__is_fictional=False).count(),
        "reviews": Review.objects.filter(product__producer__is_fictional=False).count(),
        "questions": Question.objects.filter(product__producer__is_fictional=False).count(),
        "claimed": Producer.objects.filter(is_fictional=False).claimed().count(),
    } == dict.fromkeys(
        (
            "packs",
            "illustrative",
            "lots",
            "events",
            "places",
            "documents",
            "orders",
            "codes",
            "reviews",
            "questions",
            "claimed",
        ),
        0,
    )


def test_every_fictional_name_says_so(market):
    names = Producer.objects.filter(is_fictional=True).values_list("name", flat=True)
    assert [name for name in names if "Mẫu" not in name] == []
    assert set(names) == {card.name for card in STALLS.values()}


def test_every_price_is_marked_illustrative(market):
    assert Product.objects.filter(packs__isnull=False, is_illustrative=False).count() == 0


def test_every_gtin_is_a_demonstration_number(market):
    gtins = list(Pack.objects.filter(gtin__isnull=False).values_list("gtin", flat=True))
    assert [gtin for gtin in gtins if not (gtin.startswith("0952") and is_gtin(gtin))] == []
    assert 0 < len(gtins) < Pack.objects.count()
    glns = list(Place.objects.exclude(gln="").values_list("gln", flat=True))
    assert [gln for gln in glns if not (gln.startswith("952") and is_gln(gln))] == []
    assert 0 < len(glns) < Place.objects.count()


def test_no_star_shines_without_a_verified_decision(market):
    shining = Recognition.objects.in_force(on=TODAY).select_related("product__producer")
    assert [
        star
        for star in shining
        if not (star.decision.startswith("QĐ-MẪU-") and star.product.producer.is_fictional)
    ] == []


def test_stars_stand_in_every_way(market):
    stars = Recognition.objects.filter(product__producer__is_fictional=True)
    assert {star.standing(on=TODAY) for star in stars} == set(Recognition.Standing)
    ending = [s for s in stars if s.valid_until and 0 < (s.valid_until - TODAY).days <= 30]
    assert [star.product.name for star in ending] == ["Mật ong rừng Nà Làng"]


def test_papers_say_that_they_are_samples(market):
    assert [
        paper.title for paper in Document.objects.all() if not paper.title.endswith("(mẫu)")
    ] == []
    assert Document.objects.count() > 10


def test_papers_are_small_pdf_files(market):
    paper = Document.objects.first()
    with paper.file.open() as file:
        content = file.read()
    assert content[:5] == b"%PDF-"
    assert len(content) < 100_000


def test_spirits_carry_a_sample_licence_and_the_warning(market):
    spirits = Product.objects.filter(packs__isnull=False, criteria_set__in=[14, 15]).distinct()
    assert sorted(spirits.values_list("licence_number", flat=True)) == [
        "GP-MẪU-01/BL",
        "GP-MẪU-02/BL",
    ]
    assert [product for product in spirits if "18 tuổi" not in product.warning] == []


def test_every_good_is_told_in_both_languages():
    goods = [good for stall in GOODS.values() for good in stall]
    assert [
        good.name
        for good in goods
        if not (good.name_en and good.standard and len(good.description) > 100)
        or len(good.description_en) < 100
    ] == []


def test_rates_follow_the_decree_of_their_day(market):
    on_the_day = Rate.objects.in_force(on=localdate(MIDDAY))
    assert sorted(on_the_day.values_list("kind", "producer_kind", "basis_points")) == [
        ("commission", "", 500),
        ("pit", "household", 50),
        ("pit", "individual", 50),
        ("vat", "household", 100),
        ("vat", "individual", 100),
    ]
    assert [row.kind for row in RATES if not row.legal_basis] == []
