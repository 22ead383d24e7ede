"""What people type to place an order."""
