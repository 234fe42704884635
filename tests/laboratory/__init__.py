"""The fault laboratory: the real program in processes of its own, killed, cut off and starved, and counted."""
