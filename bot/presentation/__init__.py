"""Data in, messages out: pure functions. Everything from outside is escaped here and nowhere else."""
