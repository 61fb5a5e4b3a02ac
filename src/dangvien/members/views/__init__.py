"""Pages of people: the list, the record, its edit, its events, its paper."""
