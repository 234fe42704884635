"""Storage: all that the rest of the program may import of it."""
