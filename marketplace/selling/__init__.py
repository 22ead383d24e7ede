"""On what terms goods are sold: seasons, weekly caps, planned lots."""
