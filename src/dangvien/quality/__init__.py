"""Findings that live: what the rule book says of every record today, and what people do about it."""
