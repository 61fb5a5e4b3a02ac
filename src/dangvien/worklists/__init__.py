"""The lists people work through: the officer's grid, the secretary's people, the sheet for a house."""
