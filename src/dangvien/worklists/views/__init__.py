"""Pages of the worklists."""
