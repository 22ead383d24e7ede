"""Placing an order through the API, from the shopper's own basket."""
