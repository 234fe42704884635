"""The names of the methods that rank sentences: our own, and sumy's."""

from __future__ import annotations

METHODS = ("quellenbote", "lexrank", "textrank", "luhn", "lsa", "kl", "sumbasic", "edmundson")
