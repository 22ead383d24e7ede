"""What a producer types about goods, people and parcels."""
