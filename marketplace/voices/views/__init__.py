"""Pages of those who write, ask, and moderate."""
