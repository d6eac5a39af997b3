"""What the benchmarks share: commands run in a plain environment, and a peer installed for the time of a run."""

import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

OURS = Path(sys.executable).with_name("vet.exe" if os.name == "nt" else "vet")
VET = [str(OURS)] if OURS.exists() else [sys.executable, "-m", "liuzhou_vet"]


class Took(NamedTuple):
    """What a process took: seconds, megabytes at most (0 where the system does not tell)."""

    seconds: float
    megabytes: float


def output(command: list[str], variables: dict[str, str] | None = None) -> str:
    """Run a command and return what it printed; the script ends if it fails."""
    ended = subprocess.run(command, env=variables or environment(), capture_output=True, encoding="utf-8", check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(command)}: exit {ended.returncode}\n{ended.stderr}")
    return ended.stdout


def environment() -> dict[str, str]:
    """Return the environment without what slows Python down or changes vet's answers."""
    mine = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "VET_")
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)} | {"VET_LANG": "en"}


def install_peer(work: Path) -> str:
    """Install sqlite-utils in an environment of its own and return its program."""
    say: Callable[[str], object] = sys.stderr.write
    say("installing sqlite-utils in a temporary folder ...\n")
    venv.create(work / "peer", with_pip=True)
    programs = work / "peer" / ("Scripts" if os.name == "nt" else "bin")
    output([str(programs / "python"), "-m", "pip", "install", "--quiet", "sqlite-utils"])
    return str(programs / "sqlite-utils")


def timed(command: list[str], says: str) -> Took:
    """Run a command; the script ends if it fails or does not say what it must."""
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as process:
        assert process.stdout is not None
        said, last = False, ""
        while piece := process.stdout.read(1 << 16):  # not kept: the next process would begin with the memory of this one
            said = said or says in last + piece
            last = piece[-len(says) :]
        megabytes, code = _ended(process)
    seconds = time.perf_counter() - start
    if code or (says and not said):
        sys.exit(f"{' '.join(command)}: exit {code}, and {'' if said else 'not '}said: {says}")
    return Took(seconds, megabytes)


def _ended(process: "subprocess.Popen[str]") -> tuple[float, int]:
    """Wait for a process and return the most memory that it held, and its exit code."""
    wait: Callable[..., tuple[int, int, object]] | None = getattr(os, "wait4", None)
    if wait is None:
        return 0, process.wait()
    _pid, status, usage = wait(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    scale = 1024 if sys.platform == "darwin" else 1
    return getattr(usage, "ru_maxrss") / 1024 / scale, process.returncode  # noqa: B009
