#!/usr/bin/env python3
"""Runs Quellenbote, or its tests, from a fresh clone with nothing but python3 and pip.

    python3 deploy/run.py [COMMAND ...]      what `quellenbote COMMAND ...` does; without a command: run
    python3 deploy/run.py test [OPTION ...]  the tests; options go to pytest

The first start makes `.venv` beside pyproject.toml from the pinned requirements, which takes a minute or two
and needs the network; later starts only look whether it is current. Set-up speaks on standard error and never
reads standard input, which belongs to the chat. Only the standard library is used, and the syntax is that of
Python 3.6, so that an old Python gets a sentence and not a SyntaxError.
"""

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first with --python
LOCK_WAIT = 1800.0  # seconds; a slow line may need long for its first set-up

if sys.version_info < OLDEST_PYTHON:  # before the first annotation that an old Python cannot evaluate
    sys.exit(
        "Quellenbote needs Python 3.11 or newer, "
        f"and this is Python {sys.version.split()[0]} ({sys.executable}). "
        "Start it with a newer one, for example: python3.12 deploy/run.py"
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
COMMAND = VENV / ("Scripts/quellenbote.exe" if WINDOWS else "bin/quellenbote")
INSTALLING = VENV / "installing"  # stands while packages are written; left behind, it means: half-made
REQUIREMENTS = {"run": ROOT / "deploy/requirements.txt", "test": ROOT / "deploy/requirements-test.txt"}

CAUSES = (
    (
        "No space left|Errno 28|quota exceeded",
        f"There is no space left; {VENV} needs about 550 MB, and the folder for temporary files some.",
    ),
    (
        "Read-only file system|Permission denied",
        f"{VENV} cannot be written to; put the project into a folder of your own.",
    ),
    (
        "DO NOT MATCH THE HASHES",
        "A package is not the pinned one, so nothing was installed; try again, or another index.",
    ),
    (
        "(NewConnection|NameResolution|ConnectTimeout|ReadTimeout|Proxy|SSL)Error|Max retries",
        "The package index cannot be reached; check the network (or pip's proxy settings) and start again.",
    ),
)


class SetupError(Exception):
    """Set-up cannot go on; the text is the one sentence for the person in front of it."""


def main(arguments: list[str]) -> int:
    """Bring `.venv` up to date where needed, then become the program or its tests."""
    purpose = "test" if arguments[:1] == ["test"] else "run"
    try:
        if not is_ready(purpose):
            set_up(purpose)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped. The next start will make it good.")
        return 130
    if purpose == "test":
        os.chdir(ROOT)
        return become([str(PYTHON), "-m", "pytest", *arguments[1:]])
    return become([str(COMMAND), *(arguments or ["run"])])


def say(line: str) -> None:
    """Tell the person something; standard output is not ours."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def become(command: list[str]) -> int:
    """Replace this process; on Windows, where the caller would not wait then, start it and wait."""
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.call(command)


def fingerprint(purpose: str) -> str:
    """Name all that a finished set-up depends on: pins, metadata, Python version, folder."""
    digest = hashlib.sha256()
    for path in (REQUIREMENTS[purpose], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    digest.update(f"{sys.implementation.cache_tag} {ROOT}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def stamp(purpose: str) -> Path:
    """Return where the fingerprint of a finished set-up is kept."""
    return VENV / f"ready-to-{purpose}"


def is_ready(purpose: str) -> bool:
    """Tell whether `.venv` is complete and current for the purpose."""
    try:
        current = stamp(purpose).read_bytes() == fingerprint(purpose).encode()
        return current and PYTHON.exists() and COMMAND.exists()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise SetupError(f"{error.filename} cannot be read: {error.strerror}.") from error


def set_up(purpose: str) -> None:
    """Make `.venv`, or add what testing needs to one that runs already."""
    for end in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, end):
            signal.signal(getattr(signal, end), lambda number, _frame: sys.exit(128 + number))
    with only_one_at_a_time():
        if is_ready(purpose):
            return
        started = time.monotonic()
        check_pip()
        adding = purpose == "test" and is_ready("run") and not INSTALLING.exists()
        try:
            if not adding:
                make_venv()
            fill(purpose)
        except (SetupError, OSError) as error:
            if not adding:
                shutil.rmtree(VENV, ignore_errors=True)
            if isinstance(error, SetupError):
                raise
            raise SetupError(diagnosis(str(error)) or f"Set-up failed: {error}.") from error
        say(f"Ready after {time.monotonic() - started:.0f} s.")


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Hold a lock on this very file: that needs no other file, and ends with the process however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows goes without the lock
        yield
        return
    with Path(__file__).open("rb") as file:
        give_up = time.monotonic() + LOCK_WAIT
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise SetupError(
                        "Another start has been setting up for half an hour; end it first."
                    ) from None
                if not told:
                    say("Another start is setting up; waiting for it.")
                told = True
                time.sleep(0.2)
            except OSError:  # a file system without locks
                break
        yield


def check_pip() -> None:
    """Make sure of a pip that can install into another environment."""
    code, output = call([sys.executable, "-m", "pip", "--version"])
    version = re.search(r"^pip (\d+)\.(\d+)", output, re.MULTILINE)
    if code or not version:
        raise SetupError(
            f"pip is missing for {sys.executable}; "
            "install it (Debian, Ubuntu: apt install python3-pip) and start again."
        )
    if (int(version.group(1)), int(version.group(2))) < OLDEST_PIP:
        raise SetupError(
            f"pip 22.3 or newer is needed, and this is {version.group()}; "
            f"upgrade it ({sys.executable} -m pip install --upgrade pip) and start again."
        )


def make_venv() -> None:
    """Make an empty `.venv` in the place of one that is half-made or out of date."""
    say(f"Setting up in {VENV}; the first time this takes a minute or two.")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    code, output = call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    if code:
        raise SetupError(diagnosis(output) or f"{VENV} could not be made: {output.strip()}")


def fill(purpose: str) -> None:
    """Install the pinned requirements, then the project itself; the stamps come last."""
    INSTALLING.touch()
    say("Installing the pinned packages.")
    pip("--require-hashes", "--no-deps", "--requirement", str(REQUIREMENTS[purpose]))
    say("Installing Quellenbote.")
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    INSTALLING.unlink()
    for ready in {"run", purpose}:  # testing needs all that running needs, and more
        stamp(ready).write_text(fingerprint(ready))


def pip(*arguments: str) -> None:
    """Install into `.venv` with the pip of this Python and by pip's own configuration."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(PYTHON),
        "install",
        "--no-input",
        "--progress-bar",
        "off",
    ]
    command += ["--disable-pip-version-check", "--no-warn-script-location"]
    code, output = call(command + list(arguments))
    if code == 0:
        return
    if "Installing collected packages" not in output:
        INSTALLING.unlink()  # nothing was written, so what stood before is still whole
    errors = [line for line in output.splitlines() if line.startswith("ERROR")] or output.splitlines()[-10:]
    raise SetupError(diagnosis(output) or "\n".join(["pip could not install what is needed:", *errors]))


def call(command: list[str]) -> tuple[int, str]:
    """Run a step in a process group of its own, which ends when we do; return its status and all it said."""
    # `user = true` in pip's settings is not meant for a .venv
    environment = dict(os.environ, PIP_USER="0", PYTHONIOENCODING="utf-8")
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    lines = []
    try:
        for line in process.stdout or ():
            lines.append(line)
            show_progress(line)
        return process.wait(), "".join(lines)
    except BaseException:
        if WINDOWS:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def show_progress(line: str) -> None:
    """On a terminal, name the package that pip is at, in one line that is written over."""
    if not sys.stderr.isatty():
        return
    package = re.match(r"Collecting ([^\s=]+)", line)
    if package:
        sys.stderr.write(f"\r\033[K  {package.group(1)}")
    elif line.startswith("Installing collected"):
        sys.stderr.write("\r\033[K  unpacking")
    elif line.startswith(("Successfully", "ERROR")):
        sys.stderr.write("\r\033[K")
    sys.stderr.flush()


def diagnosis(output: str) -> str:
    """Return the sentence for a failure whose cause is known, else nothing."""
    return next((sentence for pattern, sentence in CAUSES if re.search(pattern, output)), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
