"""From a producer's door to a buyer's: what the journey costs."""
