"""Pages of signing in and of one's own account; allauth's views, each with a policy of ours."""
