"""Companies that carry parcels: asked what it costs, given parcels, heard about them."""
