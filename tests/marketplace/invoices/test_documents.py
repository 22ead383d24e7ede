"""What stands on an invoice: words, sums, series, the code for phones, tags in their order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from marketplace.invoices.documents import bill, tags
from marketplace.invoices.documents.bill import Form, Party, Related, Relation
from marketplace.invoices.documents.code import code
from marketplace.invoices.documents.series import NotASeries, series, year_of
from marketplace.invoices.documents.taxes import Item, net_of, rows, summaries
from marketplace.invoices.documents.words import in_words
from marketplace.payments.napas import checksum
from tests.factories import MIDDAY
from tests.marketplace.invoices.stories import FEE, TEA, a_bill

REAL = (
    "00020101021202142657895426548904141568265489515426280010A00000077501100107001729520454995303704"
    "540105802VN5905VNPAY6005HANOI622801032260307CTYVNIS0706XYZ00199700010A00000077501130102182292998"
    "020110306K23TLL0403226050820231019060106304F223"
)
"""The DLQRCode of a test invoice that VNPAY published in 2023."""


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (55, "Năm mươi lăm đồng"),
        (101, "Một trăm linh một đồng"),
        (114, "Một trăm mười bốn đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (1_015, "Một nghìn không trăm mười lăm đồng"),
        (400_000, "Bốn trăm nghìn đồng"),
        (1_000_001, "Một triệu không trăm linh một đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (2_005_000_000, "Hai tỷ không trăm linh năm triệu đồng"),
        (1_000_000_000_021, "Một nghìn tỷ không trăm hai mươi mốt đồng"),
        (-33_000_000, "Âm ba mươi ba triệu đồng"),
    ],
)
def test_an_amount_is_said_in_words(amount, words):
    assert in_words(amount) == words


@settings(max_examples=20)
@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_two_amounts_are_never_said_alike(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


RATES = st.sampled_from(["", "0%", "5%", "8%", "10%", "KCT", "KKKNT"])
ITEMS = st.lists(
    st.builds(
        Item, key=st.just("1"), name=st.just("Trà"), gross=st.integers(0, 10**10), rate=RATES
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40)
@given(ITEMS, st.booleans())
def test_lines_rates_and_totals_add_up_to_the_dong(items, is_taken_off):
    sign = -1 if is_taken_off else 1
    items = [replace(item, gross=sign * item.gross) for item in items]
    lines = rows(items)
    sums = summaries(lines)

    assert sum(row.amount for row in lines) == sum(one.amount for one in sums)
    assert sum(one.amount + one.tax for one in sums) == sum(item.gross for item in items)
    for one in sums:
        gross = sum(item.gross for item in items if item.rate == one.rate)
        assert one.amount == net_of(gross, one.rate)
    assert all(abs(row.amount - net_of(row.item.gross, row.item.rate)) <= 1 for row in lines)


def test_a_price_is_net_of_tax_and_before_its_discount():
    (row,) = rows([replace(TEA, gross=350_000, discount=20_000, quantity=3)])

    assert (row.amount, row.discount) == (324_074, 18_519)
    assert (row.price, row.percent) == (Decimal("114197.666667"), Decimal("5.4055"))
    assert round(row.price * 3) - row.discount == row.amount


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ({"year": 2026, "use": "T", "letters": "AB"}, "C26TAB"),
        ({"year": 2026, "use": "M", "letters": "AB"}, "C26MAB"),
        ({"year": 2030, "use": "T", "letters": "ZZ", "coded": "K"}, "K30TZZ"),
    ],
)
def test_a_series_names_its_year(told, made):
    assert (series(**told), year_of(made)) == (made, told["year"])


@pytest.mark.parametrize("letters", ["", "A", "ABC", "ab", "A1", "ĐB", "A "])
def test_letters_that_are_none_make_no_series(letters):
    with pytest.raises(NotASeries):
        series(year=2026, use="T", letters=letters)


def test_the_checksum_is_that_of_a_real_invoice():
    assert checksum(REAL[:-4]) == REAL[-4:]


def test_the_code_for_phones_names_the_invoice_as_real_ones_do():
    """Field 99 of the real one: who, form, series, number, day, total, in this order."""
    real = a_bill(
        replace(TEA, gross=0),
        seller=Party(tax_code="0102182292-998"),
        series="K23TLL",
        number=226,
        issued_on=MIDDAY.date().replace(2023, 10, 19),
    )
    field = REAL[REAL.index("9970") : -8]

    text = code(real)
    assert text == f"00020101021153037045802VN{field}6304{checksum(text[:-4])}"


def test_what_has_no_number_or_takes_off_has_no_code():
    assert [code(a_bill(number=None)), code(a_bill(replace(TEA, gross=-1)))] == ["", ""]


def paths(root):
    """Every tag with its text, in the order of the document."""
    return [
        (element.tag, element.text)
        for element in root.iter()
        if element.tag not in {"HDon", "DLHDon", "NDHDon", "DSCKS"}
    ]


def test_form_1_has_its_tags_in_their_order():
    root = tags.document(a_bill(), provider="0100109106")

    assert paths(root) == [
        *[("TTChung", None), ("PBan", "2.1.0"), ("THDon", "Hóa đơn giá trị gia tăng")],
        *[("KHMSHDon", "1"), ("KHHDon", "C26TAB"), ("SHDon", "12"), ("NLap", "2026-11-21")],
        *[("HDCTTChinh", "0"), ("DVTTe", "VND"), ("TGia", "1"), ("HTTToan", "Chuyển khoản")],
        ("MSTTCGP", "0100109106"),
        *[("NBan", None), ("Ten", "HTX Mẫu & bạn"), ("MST", "0102182292")],
        ("DChi", "Xã Ba Chẽ, Quảng Ninh"),
        *[("NMua", None), ("DChi", "Xã Ba Chẽ, Quảng Ninh"), ("HVTNMHang", "Trần Thị Mua")],
        *[("DSHHDVu", None), ("HHDVu", None), ("TChat", "1"), ("STT", "1")],
        *[("THHDVu", "Trà hoa vàng"), ("DVTinh", "hộp"), ("SLuong", "2")],
        *[("DGia", "171296.5"), ("ThTien", "342593"), ("TSuat", "8%")],
        *[("HHDVu", None), ("TChat", "1"), ("STT", "2"), ("THHDVu", "Phí giao hàng")],
        *[("SLuong", "1"), ("DGia", "27273"), ("ThTien", "27273"), ("TSuat", "10%")],
        *[("TToan", None), ("THTTLTSuat", None)],
        *[("LTSuat", None), ("TSuat", "8%"), ("ThTien", "342593"), ("TThue", "27407")],
        *[("LTSuat", None), ("TSuat", "10%"), ("ThTien", "27273"), ("TThue", "2727")],
        *[("TgTCThue", "369866"), ("TgTThue", "30134"), ("TgTTTBSo", "400000")],
        ("TgTTTBChu", "Bốn trăm nghìn đồng"),
        ("DLQRCode", code(a_bill())),
        ("NBan", None),
    ]
    assert root.find("DLHDon").get("Id") == "HD-1C26TAB-12"


def test_form_2_says_nothing_of_vat():
    items = [replace(one, rate="") for one in (replace(TEA, discount=20_000), FEE)]
    root = tags.document(a_bill(*items, form=Form.SALES))

    said = [tag for tag, _text in paths(root)]
    assert {"TSuat", "THTTLTSuat", "TgTCThue", "TgTThue", "HDCTTChinh"} & set(said) == set()
    total = [(one.tag, one.text) for one in root.find("DLHDon/NDHDon/TToan")]
    assert total == [("TgTTTBSo", "400000"), ("TgTTTBChu", "Bốn trăm nghìn đồng")]
    tea = [(one.tag, one.text) for one in root.find("DLHDon/NDHDon/DSHHDVu/HHDVu")]
    assert tea[4:] == [
        *[("SLuong", "2"), ("DGia", "195000"), ("TLCKhau", "5.1282"), ("STCKhau", "20000")],
        ("ThTien", "370000"),
    ]


@pytest.mark.parametrize(
    ("buyer", "said"),
    [
        (
            Party(name="Công ty Mẫu", tax_code="0100109106", address="Hà Nội", email="a@b.test"),
            ["Ten", "MST", "DChi", "DCTDTu"],
        ),
        (Party(name="Bà Mẫu", tax_code="001234567890"), ["Ten", "MST", "CCCDan"]),
        (Party(), []),
    ],
    ids=["firm", "person with a number", "nobody in particular"],
)
def test_a_buyer_is_named_as_far_as_told(buyer, said):
    root = tags.document(a_bill(buyer=buyer))

    assert [one.tag for one in root.find("DLHDon/NDHDon/NMua")] == said


def test_an_adjusting_invoice_names_the_first_and_takes_off():
    related = Related(
        relation=Relation.ADJUSTS,
        form=Form.VAT,
        series="C26TAB",
        number=3,
        issued_on=MIDDAY.date(),
        reason="Trả hàng",
    )
    one = a_bill(replace(TEA, gross=-185_000, quantity=None), related=related)
    root = tags.document(one)

    assert [(tag.tag, tag.text) for tag in root.find("DLHDon/TTChung/TTHDLQuan")] == [
        *[("TCHDon", "2"), ("LHDCLQuan", "1"), ("KHMSHDCLQuan", "1"), ("KHHDCLQuan", "C26TAB")],
        *[("SHDCLQuan", "3"), ("NLHDCLQuan", "2026-11-21"), ("GChu", "Trả hàng")],
    ]
    assert (one.net, one.tax, root.findtext(".//TgTTTBSo")) == (-171_296, -13_704, "-185000")
    assert bill.read(bill.told(one)) == one


@settings(max_examples=25)
@given(st.text(max_size=600))
def test_whatever_a_name_holds_the_document_can_be_read(name):
    written = tags.written(tags.document(a_bill(replace(TEA, name=name))))

    read = etree.fromstring(written).findtext(".//THHDVu") or ""
    assert read == tags.ILLEGAL.sub("", name)[:500]
