"""What orders are worth on an invoice, and invoices as their pages list them."""
