"""The fault laboratory: the real program, and its set-up, in processes of their own, killed, cut off and starved."""
