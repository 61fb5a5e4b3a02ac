"""Tables of public facts that ship with the product; where each comes from: `data/SOURCES.md`."""
