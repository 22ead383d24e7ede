"""What is compared with what, and what operators read of it."""
