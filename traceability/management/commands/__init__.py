"""Commands of the catalog: load places, load kinds, import a register."""
