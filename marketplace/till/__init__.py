"""Selling at the stall: goods on the table, a VietQR on the telephone, the day's close."""
