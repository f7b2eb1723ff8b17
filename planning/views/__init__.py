"""Pages of judgement: overlaps, and recommendations to donors."""
