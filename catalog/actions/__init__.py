"""Everything that changes the catalog, one module for each noun."""
