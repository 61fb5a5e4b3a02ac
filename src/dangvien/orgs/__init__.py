"""The dated tree of organisations, and the grants that give a person a part of it."""
