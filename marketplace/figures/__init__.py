"""What the market adds up to: figures for officers and whoever runs it, never of one person."""
