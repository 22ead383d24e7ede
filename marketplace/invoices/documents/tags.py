"""An invoice as XML: the tags of format 2.1.0 in their order, nothing empty, ready to be signed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

from marketplace.invoices.documents.bill import BY_TRANSFER, Bill, Form, Party, Related
from marketplace.invoices.documents.code import code
from marketplace.invoices.documents.taxes import Row

VERSION = "2.1.0"
PERSON_CODE = 12  # digits of a person's number
GOODS = "1"  # TChat
BY_DECREE = "1"  # LHDCLQuan: an electronic invoice of the decrees in force
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = {"Ten": 400, "DChi": 400, "THHDVu": 500, "HVTNMHang": 100, "GChu": 255, "DVTinh": 50,
           "MHHDVu": 50, "DCTDTu": 50, "SDThoai": 20}  # fmt: skip
"""Characters that a tag takes."""

Told = Mapping[str, str | Decimal | int | None]


def document(bill: Bill, *, provider: str = "") -> etree._Element:
    """``HDon`` with ``DLHDon``, the code for phones and the place where its seller signs.

    ``provider`` is the tax code of whose programme makes it (MSTTCGP), where one is known.
    """
    root = etree.Element("HDon")
    body = etree.SubElement(root, "DLHDon", Id=bill.key)
    _general(body, bill, provider)
    content = etree.SubElement(body, "NDHDon")
    _add(etree.SubElement(content, "NBan"), _seller(bill.seller))
    _add(etree.SubElement(content, "NMua"), _buyer(bill.buyer))
    _items(etree.SubElement(content, "DSHHDVu"), bill)
    _totals(etree.SubElement(content, "TToan"), bill)
    _add(root, {"DLQRCode": code(bill)})
    etree.SubElement(etree.SubElement(root, "DSCKS"), "NBan")
    return root


def written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _general(body: etree._Element, bill: Bill, provider: str) -> None:
    part = etree.SubElement(body, "TTChung")
    told: Told = {
        "PBan": VERSION,
        "THDon": bill.title,
        "KHMSHDon": bill.form,
        "KHHDon": bill.series,
        "SHDon": bill.number,
        "NLap": bill.issued_on.isoformat(),
        "HDCTTChinh": "0" if bill.form == Form.VAT else "",
        "DVTTe": "VND",
        "TGia": "1",
        "HTTToan": BY_TRANSFER,
        "MSTTCGP": provider,
    }
    _add(part, told)
    if bill.related:
        _add(etree.SubElement(part, "TTHDLQuan"), _related(bill.related))


def _related(related: Related) -> Told:
    return {
        "TCHDon": related.relation,
        "LHDCLQuan": BY_DECREE,
        "KHMSHDCLQuan": related.form,
        "KHHDCLQuan": related.series,
        "SHDCLQuan": related.number,
        "NLHDCLQuan": related.issued_on.isoformat(),
        "GChu": related.reason,
    }


def _seller(party: Party) -> Told:
    return {
        "Ten": party.name,
        "MST": party.tax_code,
        "DChi": party.address,
        "SDThoai": party.phone,
        "DCTDTu": party.email,
    }


def _buyer(party: Party) -> Told:
    is_person = len(party.tax_code) == PERSON_CODE
    return {
        "Ten": party.name,
        "MST": party.tax_code,
        "DChi": party.address,
        "CCCDan": party.tax_code if is_person else "",
        "DCTDTu": party.email,
        "HVTNMHang": party.person,
    }


def _items(part: etree._Element, bill: Bill) -> None:
    for at, row in enumerate(bill.rows, 1):
        _add(etree.SubElement(part, "HHDVu"), _item(at, row))


def _item(at: int, row: Row) -> Told:
    return {
        "TChat": GOODS,
        "STT": at,
        "MHHDVu": row.item.code,
        "THHDVu": row.item.name,
        "DVTinh": row.item.unit,
        "SLuong": row.item.quantity,
        "DGia": row.price,
        "TLCKhau": row.percent,
        "STCKhau": row.discount or None,
        "ThTien": row.amount,
        "TSuat": row.item.rate,
    }


def _totals(part: etree._Element, bill: Bill) -> None:
    if bill.form == Form.VAT:
        rates = etree.SubElement(part, "THTTLTSuat")
        for one in bill.summaries:
            told: Told = {"TSuat": one.rate, "ThTien": one.amount, "TThue": one.tax}
            _add(etree.SubElement(rates, "LTSuat"), told)
        _add(part, {"TgTCThue": bill.net, "TgTThue": bill.tax})
    _add(part, {"TgTTTBSo": bill.total, "TgTTTBChu": bill.words})


def _add(parent: etree._Element, told: Told) -> None:
    """Tags in this order, those without a value left out."""
    for tag, value in told.items():
        if value is not None and value != "":
            etree.SubElement(parent, tag).text = _text(tag, value)


def _text(tag: str, value: str | Decimal | int) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return ILLEGAL.sub("", str(value))[: LONGEST.get(tag)]
