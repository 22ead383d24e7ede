"""What an invoice is, whoever keeps it: its sums, its words, its tags, its seal, its sheet. Pure.

Tags and their order are those of version 2.1.0 of the tax office's format (Decision 1450/QĐ-TCT and
those that changed it, kept in force under Decree 254/2026/NĐ-CP and Circular 91/2026/TT-BTC).
"""
