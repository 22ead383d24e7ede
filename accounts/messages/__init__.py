"""Telling people: what kinds of messages there are, what carries them, when and how often."""
