"""What is handed out about lots: on paper, as tables, as linked data. No Django here."""
