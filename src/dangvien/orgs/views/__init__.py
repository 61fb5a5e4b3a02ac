"""Pages of organisations, and of who holds what in them."""
