"""How origins are asked for: printed codes, scan pages, the producer's workspace."""
