"""Producers earn, are paid out, and read where every đồng went."""
