"""What people say of goods in public: reviews of what they bought, questions, and the answers."""
