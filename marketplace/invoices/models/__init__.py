"""Sellers as invoices name them, their series, invoices, what was signed, and rates of VAT."""

from marketplace.invoices.models.goods import GoodsVat
from marketplace.invoices.models.invoices import Invoice, SignedInvoice
from marketplace.invoices.models.sellers import InvoiceSeller, InvoiceSeries, VatRate

__all__ = ["GoodsVat", "Invoice", "InvoiceSeller", "InvoiceSeries", "SignedInvoice", "VatRate"]
