"""Feed everything that reads what others wrote with anything, for a bounded time, and count.

    python -m tests.fuzz [TARGET ...] [--seconds 60] [--guided] [--seed 1]
    python -m tests.fuzz TARGET --replay FILE

A target is a property; hypothesis makes its input of bytes. The bytes are thrown like dice, or, with
``--guided``, grown by what they reach: that needs atheris, which is no part of the pinned packages. What breaks
a property is kept in a file for ``--replay``. The exit status tells whether anything did.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hypothesis

TARGETS = ("feed", "footer", "messages", "digests", "answers", "callback", "updates")
LONGEST = 8192
PARTS = ("bot.sources", "bot.presentation", "bot.handlers", "bot.intake")


def main() -> int:
    """Hunt in each target, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, help="for each target (60)")
    parser.add_argument("--seed", type=int, default=1, help="of the dice (1)")
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="one input again")
    given = parser.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if given.guided and importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed for this Python")
    if given.replay:
        target(given.targets[0])(given.replay.read_bytes())
        return 0
    hunt = guided if given.guided else thrown
    return max(hunt(name, given.seconds, given.seed) for name in given.targets or TARGETS)


def target(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - hypothesis' own, without a public type
    """What takes bytes and raises where the property does not hold."""
    hypothesis.settings.register_profile(
        "hunt", deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    hypothesis.settings.load_profile("hunt")
    return importlib.import_module("tests.fuzz.targets").PROPERTIES[name].hypothesis.fuzz_one_input


def thrown(name: str, seconds: float, seed: int) -> int:
    """Throw dice until the time is up."""
    property_of, dice = target(name), random.Random(seed)
    end, thrown_at, valid = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        thrown_at += 1
        data = dice.randbytes(int(LONGEST ** dice.random()))
        try:
            valid += property_of(data) is not None
        except BaseException:
            kept = keep(name, data)
            print(f"{name}: broken by input {thrown_at}, kept in {kept}")
            if isinstance(sys.exception(), KeyboardInterrupt):
                raise
            import traceback

            traceback.print_exc()
            return 1
    print(f"{name}: {thrown_at} inputs, {valid} of them complete, {seconds:g} s, nothing broke")
    return 0


def keep(name: str, data: bytes) -> Path:
    """The input in a file."""
    with tempfile.NamedTemporaryFile(prefix=f"fuzz-{name}-", suffix=".bin", delete=False) as file:
        file.write(data)
    return Path(file.name)


def guided(name: str, seconds: float, seed: int) -> int:
    """Let atheris hunt, in a process of its own: it ends the one that it runs in."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as corpus:
        options = (f"-max_total_time={seconds:g}", f"-max_len={LONGEST}", f"-seed={seed}", "-timeout=20")
        code = (
            f"from tests.fuzz.__main__ import under_atheris; under_atheris({name!r}, {[*options, corpus]!r})"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    runs = re.search(r"Done (\d+) runs", done.stderr)
    reached = re.findall(r"cov: (\d+)", done.stderr)
    if done.returncode or runs is None:
        print(f"{name}: broken under atheris\n{done.stdout[-4000:]}{done.stderr[-6000:]}")
        return 1
    print(f"{name}: {runs[1]} inputs guided by coverage ({reached[-1]} edges), {seconds:g} s, nothing broke")
    return 0


def under_atheris(name: str, options: list[str]) -> None:
    """The hunt itself; what is imported here is watched."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=list(PARTS)):
        importlib.import_module("tests.fuzz.targets")
    property_of = target(name)

    def one_input(data: bytes) -> None:
        property_of(data)

    atheris.Setup(["fuzz", *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
