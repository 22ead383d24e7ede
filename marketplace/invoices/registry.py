"""Which provider a seller's invoices go through: whose account lies in the keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from marketplace.invoices import keyring
from marketplace.invoices.adapters.by_file import ByFile
from marketplace.invoices.adapters.viettel import Viettel

if TYPE_CHECKING:
    from marketplace.invoices.adapters.contract import Provider

FILE, VIETTEL = "file", "viettel"


def provider_of(tax_code: str) -> tuple[str, Provider]:
    """Its name, and how to speak to it."""
    account = keyring.account_of(tax_code, VIETTEL)
    if account is None:
        return FILE, ByFile()
    user, password = account
    api = settings.VIETTEL_INVOICE_API
    return VIETTEL, Viettel(api=api, tax_code=tax_code, user=user, password=password)
