"""A claim is opened, answered, agreed to or decided, and ends; goods come back."""
