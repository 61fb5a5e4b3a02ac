"""How true records become the lists that people really send."""
