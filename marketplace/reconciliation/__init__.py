"""Whether others saw the same money as we did: gateways, the bank, and our own orders."""
