"""The demo's vouchers: one of a stall, one of the market for freight; sums for illustration."""

from marketplace.demo.cards import Ticket

VOUCHERS = (
    Ticket(code="NALANGMAU", kind="producer", stall="na-lang", amount=20_000, least_spend=200_000),
    Ticket(code="FREESHIPMAU", kind="freight", amount=30_000, least_spend=300_000),
)
