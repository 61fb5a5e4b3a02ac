"""Users, their second factor and sessions, and what every role may do, on one screen."""
