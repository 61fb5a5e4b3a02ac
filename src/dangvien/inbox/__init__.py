"""Notices: what somebody should know or do, kept until it is read or done."""
