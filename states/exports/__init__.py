"""What other programs read of places and the calendar."""
