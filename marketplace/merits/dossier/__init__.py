"""The evidence pack of one product: a summary on paper, the papers, the records as tables."""
