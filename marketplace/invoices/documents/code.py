"""DLQRCode: an invoice in the text of a QR code, as EMVCo's fields (id, length, value).

Field 99 is the invoice: who sold it, form, series, number, day and total; field 63 sums up
everything before it.
"""

from __future__ import annotations

from marketplace.invoices.documents.bill import Bill
from marketplace.payments.napas import checksum

GUID = "A000000775"
DONG, COUNTRY = "704", "VN"


def code(bill: Bill) -> str:
    """The text of the code; empty for what has no number or takes something off."""
    if bill.number is None or bill.total < 0:
        return ""
    invoice = (
        GUID, bill.seller.tax_code.replace("-", ""), bill.form, bill.series, str(bill.number),
        f"{bill.issued_on:%Y%m%d}", str(bill.total),
    )  # fmt: skip
    fields = {
        "00": "01",
        "01": "11",
        "53": DONG,
        "58": COUNTRY,
        "99": "".join(_field(f"{at:02d}", value) for at, value in enumerate(invoice)),
    }
    text = "".join(_field(name, value) for name, value in fields.items()) + "6304"
    return text + checksum(text)


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"
