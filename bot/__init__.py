"""Quellenbote's application: sources in, digests out, and the chat between them."""

from importlib import metadata


def version() -> str:
    """The installed version."""
    try:
        return metadata.version("quellenbote")
    except metadata.PackageNotFoundError:
        return "0"
