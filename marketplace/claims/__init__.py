"""Goods are not as they should be: a buyer says so, the producer answers, an officer decides."""
