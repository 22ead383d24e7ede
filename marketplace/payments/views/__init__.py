"""Paying, money going back, and the desks of whoever runs the market."""
