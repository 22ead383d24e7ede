"""What serves, checks and prepares the market on a developer's or a tester's machine."""
