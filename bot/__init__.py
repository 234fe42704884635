"""Quellenbote's application: sources in, digests out, and the chat between them."""

from importlib import metadata
from zoneinfo import reset_tzpath

# Zones are those of the tzdata package: the machine's may be older, and others on each replica.
reset_tzpath(())


def version() -> str:
    """The installed version."""
    try:
        return metadata.version("quellenbote")
    except metadata.PackageNotFoundError:
        return "0"
