"""Invoices as their seller, their buyer and the operators see them."""
