"""An invoice in the field names of Viettel S-Invoice."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.invoices.adapters.contract import Submission
from marketplace.invoices.documents.bill import BY_TRANSFER, Bill, Form, Related, Relation
from marketplace.invoices.documents.taxes import Row, basis_points

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
ORIGINAL, REPLACING, ADJUSTING = "1", "3", "5"
OF_MONEY = "1"  # adjustmentInvoiceType
NO_RATE = {"KCT": -2, "KKKNT": -1}


def template(form: Form) -> str:
    """Which of the seller's templates: the form and its serial."""
    return f"{form}/001"


def asked(submission: Submission) -> dict[str, Any]:
    """The body of ``createInvoice``."""
    bill = submission.bill
    return {
        "generalInvoiceInfo": {
            "invoiceType": str(bill.form),
            "templateCode": template(bill.form),
            "invoiceSeries": bill.series,
            "invoiceNo": str(bill.number),
            "transactionUuid": submission.key,
            "invoiceIssuedDate": int(submission.signed_at.timestamp() * 1000),
            "currencyCode": "VND",
            "paymentStatus": True,
            "cusGetInvoiceRight": True,
            "validation": 1,
            **_kind(bill.related),
        },
        "sellerInfo": {
            "sellerLegalName": bill.seller.name,
            "sellerTaxCode": bill.seller.tax_code,
            "sellerAddressLine": bill.seller.address,
        },
        "buyerInfo": {
            "buyerName": bill.buyer.person,
            "buyerLegalName": bill.buyer.name,
            "buyerTaxCode": bill.buyer.tax_code,
            "buyerAddressLine": bill.buyer.address,
            "buyerEmail": bill.buyer.email,
        },
        "payments": [{"paymentMethodName": BY_TRANSFER}],
        "itemInfo": [_item(at, row, bill) for at, row in enumerate(bill.rows, 1)],
        "taxBreakdowns": [
            {"taxPercentage": _percent(one.rate), "taxableAmount": abs(one.amount),
             "taxAmount": abs(one.tax), "taxableAmountPos": not bill.is_taking_off,
             "taxAmountPos": not bill.is_taking_off}
            for one in bill.summaries if bill.form == Form.VAT
        ],
        "summarizeInfo": {
            "totalAmountWithoutTax": bill.net,
            "totalTaxAmount": bill.tax,
            "totalAmountWithTax": bill.total,
            "totalAmountWithTaxInWords": bill.words,
        },
    }  # fmt: skip


def _kind(related: Related | None) -> dict[str, Any]:
    if related is None:
        return {"adjustmentType": ORIGINAL}
    told: dict[str, Any] = {
        "adjustmentType": REPLACING,
        "originalInvoiceId": f"{related.series}{related.number}",
        "originalInvoiceIssueDate": _millis(related),
        "originalTemplateCode": template(related.form),
        "additionalReferenceDesc": related.reason,
        "adjustedNote": related.reason,
    }
    if related.relation == Relation.ADJUSTS:
        told |= {"adjustmentType": ADJUSTING, "adjustmentInvoiceType": OF_MONEY}
    return told


def _millis(related: Related) -> int:
    return int(datetime.combine(related.issued_on, time.min, HERE).timestamp() * 1000)


def _item(at: int, row: Row, bill: Bill) -> dict[str, Any]:
    told: dict[str, Any] = {
        "lineNumber": at,
        "selection": 1,
        "itemCode": row.item.code,
        "itemName": row.item.name,
        "unitName": row.item.unit,
        "quantity": row.item.quantity,
        "unitPrice": float(row.price) if row.price is not None else None,
        "itemTotalAmountWithoutTax": abs(row.amount),
        "itemDiscount": row.discount,
        "taxPercentage": _percent(row.item.rate) if bill.form == Form.VAT else None,
        "taxAmount": abs(row.item.gross - row.amount) if bill.form == Form.VAT else None,
    }
    if bill.is_taking_off:
        told["isIncreaseItem"] = False
    return {name: value for name, value in told.items() if value is not None}


def _percent(rate: str) -> float:
    return NO_RATE.get(rate, basis_points(rate) / 100)
