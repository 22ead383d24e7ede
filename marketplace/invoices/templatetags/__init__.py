"""Tags for the page of an order."""
