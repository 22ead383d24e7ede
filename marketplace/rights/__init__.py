"""What may be claimed of goods, how long, and who bears the way back: for orders and claims."""
