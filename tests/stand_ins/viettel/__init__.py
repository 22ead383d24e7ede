"""Viettel S-Invoice on loopback, in the shape its public clients speak to.

It lets in one account, keeps invoices by their transaction, refuses a transaction it knows, numbers
nothing by itself, and can have a bad day. Say "checked against a stand-in", never "with Viettel".
"""
