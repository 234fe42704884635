"""Ukrainian and Russian main clauses; `headlines` cuts them to headings."""
