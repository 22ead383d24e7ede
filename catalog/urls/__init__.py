"""Addresses of the catalog: the producer's side and the officer's."""
