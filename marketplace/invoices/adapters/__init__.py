"""How providers of electronic invoices are spoken to; all keep one contract."""
