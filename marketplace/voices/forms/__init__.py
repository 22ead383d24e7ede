"""What people type: reviews, questions, answers, reasons."""
