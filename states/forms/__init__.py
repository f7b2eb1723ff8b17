"""What staff fill in about elections, deadlines, races and priorities."""
