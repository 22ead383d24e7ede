"""What strangers may try at every address."""
