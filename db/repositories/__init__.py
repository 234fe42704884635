"""All SQL. A repository works inside the transaction it was given, and never ends it."""
