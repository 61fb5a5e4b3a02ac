"""How the pieces become one running register: settings, addresses, the server's entry point."""
