"""How a talk about an order is asked for."""
