"""People, their identifiers, memberships and admissions; events make the record."""
