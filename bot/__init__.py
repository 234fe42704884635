"""Quellenbote's application: sources in, digests out, and the chat between them."""
