"""The demo's invoices: of one stall, with a certificate that says itself that it is none."""

from marketplace.invoices.actions.sellers import Details

STALL = "na-lang"
SEAL = "CHỨNG THƯ MẪU – không có giá trị pháp lý"
DETAILS = Details(
    name="HTX Mẫu Nà Làng (Ba Chẽ)",
    tax_code="9999999997",
    address="Thôn Nà Làng (mẫu), xã Ba Chẽ, tỉnh Quảng Ninh",
    form="1",
    use="T",
    letters="MA",
    goods_rate="8%",
    delivery_rate="8%",
)
"""Tax codes begin with a province's number; 99 is none."""
SIGNED, DRAFT = "honey-0", "honey-1"
"""Purchases (by key) of which one is signed and one waits."""
