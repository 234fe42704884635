"""What the bot can do, one module a subject; each use case opens its own short transaction."""
