"""Reviews and questions as their pages show them, and the purchases behind them."""
