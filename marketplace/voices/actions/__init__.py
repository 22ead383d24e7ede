"""What happens to words said in public: written, changed, answered, hidden, shown again."""
