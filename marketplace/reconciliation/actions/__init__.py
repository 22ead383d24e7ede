"""What happens when money is compared: reports come in, runs are made, differences are closed."""
