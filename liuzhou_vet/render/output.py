"""Where an answer goes: standard output or a file, replaced as a whole or left alone; knows no format.

Imported when the program starts, so it imports nothing that costs time.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from ..errors import VetError
from ..words import _

STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1")


class ReaderGone(SystemExit):
    """The reader closed the pipe: the program ends at once, silently and well.

    A SystemExit, since click makes exit code 1 of a BrokenPipeError.
    """


class Sink:
    """Takes an answer's text as UTF-8 on every system; a failure is a VetError that names the place."""

    takes_text = False  # is a terminal, or a stand-in for one: bytes make no sense there

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = name
        self.file = file

    def write(self, text: str) -> int:
        """Write text; a lone surrogate, which UTF-8 does not have, is written as its escape."""
        return self.write_bytes(text.encode("utf-8", "backslashreplace"))

    def write_bytes(self, data: bytes) -> int:
        """Write all of the bytes, also where standard output is unbuffered and takes a part at a time."""
        try:
            done = self.file.write(data) or 0
            while done < len(data):
                done += self.file.write(data[done:]) or 0
        except OSError as error:
            raise _ending(self.name, error) from None
        return done

    def flush(self) -> None:
        """Hand everything to the system, so that a full disk shows now."""
        with naming(self.name):
            self.file.flush()


class _Terminal(Sink):
    """Standard output that is a terminal: what its encoding cannot show is replaced."""

    takes_text = True

    def __init__(self) -> None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        self.name = ""

    def write(self, text: str) -> int:
        with naming(self.name):
            return sys.stdout.write(text)

    def flush(self) -> None:
        with naming(self.name):
            sys.stdout.flush()


@contextmanager
def opened(output: str | None) -> Iterator[Sink]:
    """Open the place an answer goes to: standard output (None, `-`), a device, or a file that is replaced at the end."""
    if output is None or output in STANDARD_OUTPUT:
        sink = _standard_output()
        yield sink
        sink.flush()
    elif _is_direct(output):
        with _direct(output) as sink:
            yield sink
    else:
        with _replacement(output) as sink:
            yield sink


def terminal_width() -> int | None:
    """Return the columns of the terminal that standard output is (COLUMNS goes first), None if it is no terminal."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def run_quietly(run: Callable[[], object]) -> int:
    """Run the program and return its exit code; a reader that closed the pipe is code 0 and silence.

    Flushes standard output before Python does at its end, where a closed pipe or a full disk would print a traceback.
    For the program's own start: `sys.exit(run_quietly(main))`.
    """
    before = sys.stdout
    try:
        code = _exit_code(run)
        if sys.stdout is not before:  # click does this, and only this, on a closed pipe, and makes it exit code 1
            raise BrokenPipeError
        if before is not None:
            before.flush()
    except BrokenPipeError:
        sys.stdout = before
        forget_output()
        return 0
    except OSError as error:
        forget_output()
        print(f"{_('Error')}: {could_not_write('', error)}", file=sys.stderr)
        return 1
    return code


def forget_output() -> None:
    """Let what standard output still holds go nowhere, so that Python's own flush at the end cannot fail."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextmanager
def naming(place: str) -> Iterator[None]:
    """Turn an error of the system into one line that names the place ('' is standard output), a closed pipe into ReaderGone."""
    try:
        yield
    except OSError as error:
        raise _ending(place, error) from None


def _ending(place: str, error: OSError) -> BaseException:
    """Return what a failed write ends in."""
    gone = isinstance(error, BrokenPipeError)
    if gone or not place:
        forget_output()
    return ReaderGone(0) if gone else could_not_write(place, error)


def could_not_write(place: str, error: OSError) -> VetError:
    """Return the one line for an error of the system: what could not be written, why, what to do."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        reason = _("the disk is full; make room or give another place")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        reason = _("no permission, or another program holds it; give another place with -o")
    elif error.errno == errno.EISDIR:
        reason = _("it is a folder; give the name of a file")
    elif error.errno == errno.ENOENT:
        folder = os.path.dirname(os.path.realpath(place))
        reason = _("the folder {folder} does not exist; make it first").format(folder=folder)
    elif error.errno == errno.ENOTDIR:
        reason = _("a part of its path is a file, not a folder; give another place with -o")
    else:
        reason = error.strerror or str(error)
    return VetError(_("cannot write {place}: {reason}").format(place=place or _("standard output"), reason=reason))


def _exit_code(run: Callable[[], object]) -> int:
    """Run and return the exit code as Python would: of a SystemExit its number, 0 for none, 1 for words on standard error."""
    try:
        code = run()
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
            return 1
    return code if isinstance(code, int) else 0


def _standard_output() -> Sink:
    """Return standard output as a terminal, or as bytes where it is none."""
    if sys.stdout is None:
        raise VetError(_("standard output is closed; say where to write with -o FILE"))
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        return _Terminal()
    sink = Sink("", sys.stdout.buffer)
    with naming(sink.name):
        sys.stdout.flush()
    return sink


def _is_direct(output: str) -> bool:
    """Say whether the place is no plain file and must be written as it is: a device, a pipe, an open file by its number."""
    if output.startswith(("/dev/fd/", "/proc/")) or output == "/dev/stderr":
        return True
    try:
        mode = os.stat(output).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextmanager
def _direct(output: str) -> Iterator[Sink]:
    with naming(output):
        file = _open_device(output)
    try:
        sink = Sink(output, file)
        yield sink
        sink.flush()
    finally:
        with suppress(OSError):
            file.close()


def _open_device(output: str) -> BinaryIO:
    return open(output, "ab")  # not "wb": that would empty a file behind /dev/fd/3


@contextmanager
def _replacement(output: str) -> Iterator[Sink]:
    """Write a new file beside the one named (behind a symbolic link: beside what it points to) and put it in its place."""
    target = os.path.realpath(output)
    with naming(output):
        if os.path.isdir(target) or output.endswith(("/", os.sep)):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if os.path.exists(target) and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        file = _new_file_beside(target)
    try:
        sink = Sink(output, file)
        yield sink
        sink.flush()
        with naming(output):
            os.fsync(file.fileno())
            file.close()
            if os.path.exists(target):
                os.chmod(file.name, stat.S_IMODE(os.stat(target).st_mode))
            os.replace(file.name, target)
    except BaseException:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            os.unlink(file.name)
        raise


def _new_file_beside(target: str) -> BinaryIO:
    """Create a file of a new name in the target's folder; a short one, since the target's may be as long as names can be."""
    name = os.path.join(os.path.dirname(target), f".vet-{os.getpid()}-{os.urandom(4).hex()}.part")
    return open(name, "xb")
