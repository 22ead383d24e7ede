"""What stands around every page of a stall."""
