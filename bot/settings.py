"""Settings: read once at the edge from the environment and an optional file, validated together.

The file holds ``NAME=value`` lines, as systemd's EnvironmentFile and a compose env_file do, so that one
form serves everywhere. A library for this would bring a dozen types to say what one table says here.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from bot.errors import QuellenboteError

TELEGRAM_API = "https://api.telegram.org"
LANGUAGES = ("de", "uk", "en")
# Bot ids have 6 to 12 digits, the secret part 35 characters today; BotFather never says how many tomorrow.
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_ALLOWED_HOST = re.compile(r"(?:\[[0-9a-f:]+\]|[\w.-]+)(?::\d{1,5})?", re.IGNORECASE)


_Problem: TypeAlias = tuple[str, str, Mapping[str, str]]


class SettingsError(QuellenboteError):
    """Settings that cannot be used; ``problems`` are (setting, message key, arguments).

    ``language`` is the one to tell them in, as far as it is known.
    """

    def __init__(self, problems: tuple[_Problem, ...], language: str = "de") -> None:
        super().__init__("error.settings", names=", ".join(name for name, _, _ in problems))
        self.problems = problems
        self.language = language


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides. Plain values, passed down; nobody reads the environment after this."""

    token: str | None
    data_dir: Path
    database_url: str
    api_url: str
    operators: frozenset[int]
    contact: str
    language: str
    zone: str
    allow_hosts: frozenset[str]
    uncertain: Literal["resend", "hold"]
    summary_method: str
    webhook_url: str | None
    webhook_secret: str | None
    listen: tuple[str, int] | None
    log_format: Literal["auto", "text", "json"]
    notify_socket: str | None = None
    """Where systemd wants to be told that the bot is alive (sd_notify(3)); from its own variable."""

    def __repr__(self) -> str:
        return f"Settings(data_dir={str(self.data_dir)!r}, token={'set' if self.token else 'none'})"


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table: its name, what it means, how it is read, and what holds when it is not given."""

    name: str
    field: str
    meaning: str
    read: Callable[[str], Any]
    default: str | None = None
    secret: bool = False


def _token(value: str) -> str:
    if not _TOKEN.fullmatch(value):
        raise QuellenboteError("error.settings.token")
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _url(*schemes: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        try:
            parts = urlsplit(value)
            found = parts.scheme in schemes and parts.hostname and parts.port != 0
        except ValueError:
            found = False
        if not found:
            raise QuellenboteError("error.settings.url", example=f"{schemes[0]}://…")
        return value.rstrip("/")

    return read


def database_address(value: str) -> str:
    """The same, if it is a database that there can be. Raises error.settings.database."""
    scheme, _, file = value.partition("sqlite:///")
    is_file = (
        not scheme and Path(file).is_absolute()
    )  # else each folder it is called from had a database of its own
    if not is_file and not (value.startswith(("postgresql://", "postgres://")) and _has_one_host(value)):
        raise QuellenboteError("error.settings.database")
    return value


def _has_one_host(url: str) -> bool:
    """Whether the parts of an address can be told apart: in a password some characters have to be encoded."""
    try:
        parts = urlsplit(url)
        return parts.netloc.count("@") < 2 and parts.port != 0
    except ValueError:
        return False


def _operators(value: str) -> frozenset[int]:
    parts = [stripped for part in re.split("[,;]", value) if (stripped := part.strip())]
    # a telephone number has blanks, a plus or a zero before it
    if not all(re.fullmatch(r"[1-9][0-9]*", part) for part in parts):
        raise QuellenboteError("error.settings.operators")
    return frozenset(map(int, parts))


def _hosts(value: str) -> frozenset[str]:
    hosts = frozenset(part.lower() for part in re.split(r"[,;\s]+", value) if part)
    for host in hosts:
        if not _ALLOWED_HOST.fullmatch(host):
            raise QuellenboteError("error.settings.hosts", host=host)
    return hosts


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise QuellenboteError("error.settings.choice", choices=", ".join(choices))
        return value

    return read


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise QuellenboteError("error.settings.zone") from error


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise QuellenboteError("error.settings.listen")
    return host.strip("[]"), int(port)


def _secret(value: str) -> str:
    # https://core.telegram.org/bots/api#setwebhook: 1-256 characters A-Z, a-z, 0-9, _ and -
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value):
        raise QuellenboteError("error.settings.secret")
    return value


METHODS = ("quellenbote", "lexrank", "textrank", "luhn", "lsa", "kl", "sumbasic", "edmundson")
TABLE = (
    Setting("QUELLENBOTE_TOKEN", "token", "the token from @BotFather; without it: the chat in the terminal", _token, secret=True),
    Setting("QUELLENBOTE_DATA_DIR", "data_dir", "the folder for database, backups and the settings file", _path),
    Setting("QUELLENBOTE_DATABASE_URL", "database_url", "sqlite:////… (the whole path) or postgresql://…; default: SQLite in the data folder", database_address, secret=True),
    Setting("QUELLENBOTE_API_URL", "api_url", "a self-hosted Bot API server", _url("https", "http"), TELEGRAM_API),
    Setting("QUELLENBOTE_OPERATORS", "operators", "Telegram user ids of the operators, parted by commas", _operators, ""),
    Setting("QUELLENBOTE_CONTACT", "contact", "who answers for the data; shown by /privacy, its e-mail or web address also to the blogs that are read", str, ""),
    Setting("QUELLENBOTE_LANGUAGE", "language", "the language of the command line and of readers whose own is not known: de, uk or en", _one_of(*LANGUAGES), "de"),
    Setting("QUELLENBOTE_ZONE", "zone", "the time zone of readers who named none", _zone, "Europe/Berlin"),
    Setting("QUELLENBOTE_ALLOW_HOSTS", "allow_hosts", "hosts of the own network that may be read: host or host:port, parted by commas", _hosts, ""),
    Setting("QUELLENBOTE_UNCERTAIN", "uncertain", "a delivery of which nobody knows whether it arrived: resend or hold", _one_of("resend", "hold"), "resend"),
    Setting("QUELLENBOTE_SUMMARY_METHOD", "summary_method", "how sentences are ranked: " + ", ".join(METHODS), _one_of(*METHODS), "quellenbote"),
    Setting("QUELLENBOTE_WEBHOOK_URL", "webhook_url", "the public https address for updates; without it the bot polls", _url("https")),
    Setting("QUELLENBOTE_WEBHOOK_SECRET", "webhook_secret", "what Telegram must send along with each update; default: made of the token", _secret, secret=True),
    Setting("QUELLENBOTE_LISTEN", "listen", "host:port for the webhook, /healthz and /metrics; without it no port is opened", _listen),
    Setting("QUELLENBOTE_LOG_FORMAT", "log_format", "auto (text on a terminal, else JSON), text or json", _one_of("auto", "text", "json"), "auto"),
)  # fmt: skip
_NAMES = frozenset(setting.name for setting in TABLE)
FILE_NAME = "quellenbote.env"
CONFIG_VARIABLE = "QUELLENBOTE_CONFIG"


def default_data_dir() -> Path:
    """The platform's place for a user's data."""
    return Path(platformdirs.user_data_dir("quellenbote", appauthor=False))


def settings_file(environment: Mapping[str, str] | None = None) -> Path:
    """The file that QUELLENBOTE_CONFIG names, else ``quellenbote.env`` in the environment's data folder."""
    known = os.environ if environment is None else environment
    folder, named = known.get("QUELLENBOTE_DATA_DIR"), known.get(CONFIG_VARIABLE)
    return _path(named) if named else (_path(folder) if folder else default_data_dir()) / FILE_NAME


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """All settings: the environment wins over the file, a secret may stand in a file of its own.

    A secret is also found in ``NAME_FILE``, in systemd's credentials and in Docker's secrets. Raises
    SettingsError with every problem at once.
    """
    known = os.environ if environment is None else environment
    given, problems = _gather(known)
    values: dict[str, Any] = {}
    for setting in TABLE:
        raw = given.get(setting.name, setting.default)
        try:
            values[setting.field] = None if raw is None else setting.read(raw)
        except QuellenboteError as error:
            problems.append((setting.name, error.key, {k: str(v) for k, v in error.arguments.items()}))
    # else nobody would hear what Telegram brings
    if values.get("webhook_url") and "QUELLENBOTE_LISTEN" not in given:
        problems.append(("QUELLENBOTE_LISTEN", "error.settings.listen", {}))
    problems += [
        (name, "error.settings.unknown", {"example": _like(name, given)}) for name in _unknown(given)
    ]
    if problems:
        raise SettingsError(tuple(problems), values.get("language", "de"))
    values["data_dir"] = values["data_dir"] or default_data_dir()
    values["database_url"] = values["database_url"] or f"sqlite:///{values['data_dir'] / 'quellenbote.db'}"
    return Settings(**values, notify_socket=known.get("NOTIFY_SOCKET"))


def shown(settings: Settings) -> list[tuple[str, str, str]]:
    """Each setting's name, its value as text (secrets hidden), and what it means."""
    return [(s.name, _shown(s, getattr(settings, s.field)), s.meaning) for s in TABLE]


def raw(settings: Settings) -> dict[str, str]:
    """Each setting that has a value, as it would be written down; secrets too."""
    return {
        s.name: value if s.secret and isinstance(value, str) else _shown(s, value)
        for s in TABLE
        if (value := getattr(settings, s.field)) not in (None, "", frozenset())
    }


def _shown(setting: Setting, value: object) -> str:
    if value in (None, "", frozenset()):
        return ""
    if setting.secret:
        # an SQLite path is no secret, and the operator wants to know where the file is
        return str(value) if str(value).startswith("sqlite:///") else "•••"
    if isinstance(value, frozenset):
        return ", ".join(str(item) for item in sorted(value))
    if isinstance(value, tuple):
        return ":".join(str(item) for item in value)
    return str(value)


def _gather(environment: Mapping[str, str]) -> tuple[dict[str, str], list[_Problem]]:
    """Everything that was given, from all places, and what could not be read; empty values count as not given."""
    problems: list[_Problem] = []
    in_file = _read_file(settings_file(environment), required=bool(environment.get(CONFIG_VARIABLE)))
    ours = {k: v for k, v in environment.items() if k.startswith("QUELLENBOTE_") and k != CONFIG_VARIABLE}
    given = _of_place(in_file, problems) | _of_place(ours, problems)
    for setting in TABLE:
        if (
            setting.secret
            and setting.name not in given
            and (secret := _credential(setting.name, environment))
        ):
            given[setting.name] = secret
    return given, problems


def _of_place(values: Mapping[str, str], problems: list[_Problem]) -> dict[str, str]:
    """What one place gives: each secret itself, or what the file holds that is named in its stead."""
    given = {name: stripped for name, value in values.items() if (stripped := value.strip())}
    for name in (setting.name for setting in TABLE if setting.secret):
        named = given.pop(name + "_FILE", None)
        if not named or name in given:
            continue
        try:
            secret = _path(named).read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems += _unreadable(name + "_FILE", _path(named), error).problems
            continue
        if secret:
            given[name] = secret
        else:
            problems.append((name + "_FILE", "error.settings.empty", {"path": named}))
    return given


def _credential(name: str, environment: Mapping[str, str]) -> str | None:
    """A secret from where systemd and Docker put them."""
    folders = [environment.get("CREDENTIALS_DIRECTORY"), "/run/secrets"]
    for folder in folders:
        path = Path(folder or "/nonexistent") / name.lower()
        try:
            if stat.S_ISREG(path.stat().st_mode):
                return path.read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return None


def _read_file(path: Path, *, required: bool) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        if not required:
            return {}
        raise _unreadable(CONFIG_VARIABLE, path, error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(CONFIG_VARIABLE if required else path.name, path, error) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and name.strip().removesuffix("_FILE") in _NAMES:
            found[name.strip()] = value.strip().strip("\"'")
        elif name and not name.startswith("#"):  # the line itself is told to nobody: it may be a secret
            found[f"{path.name}:{number}"] = line
    return found


def _unreadable(name: str, path: Path, error: OSError | UnicodeDecodeError) -> SettingsError:
    reason = error.strerror if isinstance(error, OSError) else error.reason
    return SettingsError(((name, "error.settings.file", {"path": str(path), "reason": reason or ""}),))


def _unknown(given: Mapping[str, str]) -> list[str]:
    """Names that are not ours: most likely misspelt."""
    return sorted(name for name in given if name not in _NAMES)


def _like(name: str, given: Mapping[str, str]) -> str:
    """The setting that was probably meant, by its name or by that in a line of the file."""
    from difflib import get_close_matches

    written = name if name.startswith("QUELLENBOTE_") else given[name].partition("=")[0].strip()
    likely = get_close_matches(written.upper(), sorted(_NAMES), 1)
    return f"{likely[0]}=…" if likely else "QUELLENBOTE_ZONE=Europe/Berlin"
