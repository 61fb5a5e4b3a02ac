"""Who did and who read what: append-only, hash-chained, checkable without us."""
