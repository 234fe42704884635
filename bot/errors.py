"""Expected errors: a message key of the catalogues and its arguments. Anything else is a bug.

The text a person reads is made at the edge, in that person's language, by
``bot.i18n``; a module that raises knows only the key.
"""

from __future__ import annotations

UNFORESEEN = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What a mistake of ours may run into with one source, piece or chat: the others go on. The database's errors are
everybody's."""


class QuellenboteError(Exception):
    """Something a person can act on; ``key`` names the sentence that tells them how.

    ``key`` is a message id of the catalogues (``error.…``), ``arguments`` fill its placeholders.
    """

    def __init__(self, key: str, /, **arguments: object) -> None:
        super().__init__(key, arguments)
        self.key = key
        self.arguments = arguments

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{self.key}({detail})"
