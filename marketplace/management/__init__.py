"""What operators may ask of the market on the command line."""
