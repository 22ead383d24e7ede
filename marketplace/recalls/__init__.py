"""Goods are called back: sale stops, baskets and orders give way, buyers are told."""
