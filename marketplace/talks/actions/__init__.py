"""What happens in a talk about an order."""
