"""German main clauses; `headlines` cuts them to headings."""
