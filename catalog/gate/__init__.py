"""Who may sell what: what dated rules ask of sellers and of goods, and which papers answer."""
