"""A producer's pages about goods, people and orders."""
