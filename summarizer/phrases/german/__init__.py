"""German noun phrases and events; `phrases` finds them."""
