"""A folder of files, there as a whole or not at all; knows no format."""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO

from ..errors import VetError
from ..words import _
from .output import Sink, naming


def refuse_to_replace(place: str) -> None:
    """Raise VetError if something is there already: what people filled in is never written over."""
    if os.path.lexists(place.rstrip("/" + os.sep) or place):
        message = _("{place} is there already and is not written over; move it away, or give another place with -o")
        raise VetError(message.format(place=place))


def refuse_to_fill(place: str) -> None:
    """Raise VetError unless a new folder can have this name: nothing is there, or an empty folder is."""
    with naming(place):
        if os.path.isdir(place) and not os.listdir(place):
            return
    if os.path.lexists(place.rstrip("/" + os.sep) or place):
        message = _("{place} is there already and is no empty folder; nothing in it is written over: empty it, or give another place")
        raise VetError(message.format(place=place))


def write_folder(place: str, files: Mapping[str, bytes]) -> None:
    """Write files by their names into a new folder, which appears when it is whole; folders above it are made.

    VetError in one line where that is not possible; then nothing is left behind.
    """
    with new_folder(place) as folder:
        for name, content in files.items():
            with folder.file(name) as sink:
                sink.write_bytes(content)


class Folder:
    """A folder being made: at `path` until it is whole, to be called `place`."""

    def __init__(self, place: str, path: str) -> None:
        self.place = place
        self.path = path

    @contextmanager
    def file(self, name: str) -> Iterator[Sink]:
        """Open a new file of this name for writing."""
        said = os.path.join(self.place, name)
        with naming(said):
            file = _new_file(os.path.join(self.path, name))
        try:
            sink = Sink(said, file)
            yield sink
            sink.flush()
            with naming(said):
                os.fsync(file.fileno())
        finally:
            with suppress(OSError):  # of what a full disk did not take, which is told already
                file.close()


def _new_file(path: str) -> BinaryIO:
    return open(path, "xb")


@contextmanager
def new_folder(place: str) -> Iterator[Folder]:
    """Give a folder to write files into, which appears under its name when it is whole; folders above it are made.

    VetError in one line where that is not possible; then nothing is left behind.
    """
    target = os.path.abspath(place)
    above = os.path.dirname(target)
    made = _first_missing(above)
    part = os.path.join(above, _name_of_part())
    try:
        with naming(place):
            os.makedirs(part)
        yield Folder(place, part)
        with naming(place):
            if os.path.lexists(target):  # made by another meanwhile; a rename would replace an empty folder
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            os.rename(part, target)
    except BaseException:
        shutil.rmtree(made or part, ignore_errors=True)
        raise


@contextmanager
def filled_folder(place: str) -> Iterator[Folder]:
    """Give a folder to write files into, as `new_folder` does; an empty folder that is there already gets them when all are whole.

    It stays the folder it is, since somebody may stand in it, or another disk may begin there.
    """
    if not os.path.isdir(place):
        with new_folder(place) as folder:
            yield folder
        return
    part = os.path.join(os.path.abspath(place), _name_of_part())
    moved: list[str] = []
    try:
        with naming(place):
            os.mkdir(part)
        yield Folder(place, part)
        with naming(place):
            if os.listdir(place) != [os.path.basename(part)]:
                raise FileExistsError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))
            for name in sorted(os.listdir(part)):
                os.rename(os.path.join(part, name), os.path.join(place, name))
                moved.append(name)
            os.rmdir(part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        for name in moved:
            with suppress(OSError):
                os.unlink(os.path.join(place, name))
        raise


def _name_of_part() -> str:
    return f".vet-{os.getpid()}-{os.urandom(4).hex()}.part"


def _first_missing(folder: str) -> str:
    """Return the uppermost folder of a path that is not there; '' if all are."""
    missing = ""
    while not os.path.lexists(folder):
        missing, folder = folder, os.path.dirname(folder)
    return missing
