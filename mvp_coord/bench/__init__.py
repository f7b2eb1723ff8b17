"""How fast the pages are on large data, measured on fictional rows."""
