"""Pages of recalls: a producer's, an officer's, a buyer's, everybody's."""
