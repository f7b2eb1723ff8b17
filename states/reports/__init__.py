"""What pages ask of places and the calendar."""
