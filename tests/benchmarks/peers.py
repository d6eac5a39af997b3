"""What the benchmarks share: commands run in a plain environment, and a peer installed for the time of a run."""

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

OURS = Path(sys.executable).with_name("vet.exe" if os.name == "nt" else "vet")
VET = [str(OURS)] if OURS.exists() else [sys.executable, "-m", "liuzhou_vet"]


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
