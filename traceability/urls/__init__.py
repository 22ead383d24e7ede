"""Addresses of origins: printed codes, scan pages, and the producer's lots."""
