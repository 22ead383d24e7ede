"""What a buyer and a producer write to each other about one order."""
