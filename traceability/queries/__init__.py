"""Page-shaped reads of origins."""
