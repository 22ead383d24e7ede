"""What operators see and do: differences, reports, statements, bookings."""
