"""Pages of the country and of one state."""
