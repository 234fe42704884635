"""Ukrainian and Russian noun phrases and events; `phrases` finds them."""
