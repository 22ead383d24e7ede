"""What follows from a recall, order by order, behind the page that opened it."""
