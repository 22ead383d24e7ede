"""The market on a telephone's first screen, and what can be read there without a network."""
