"""English main clauses; `headlines` cuts them to headings."""
