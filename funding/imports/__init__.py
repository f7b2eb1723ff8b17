"""Sheets about money: what groups still need."""
