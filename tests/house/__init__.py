"""The house rules as tests: imports, types, lint, calls, texts, the two commands."""
