"""Work on origins that need not keep a page waiting: many labels, and subscribers to be told."""
