"""A folder of files, there as a whole or not at all; knows no format."""

import errno
import os
import shutil
from collections.abc import Mapping

from ..errors import VetError
from ..words import _
from .output import naming


def refuse_to_replace(place: str) -> None:
    """Raise VetError if something is there already: what people filled in is never written over."""
    if os.path.lexists(place.rstrip("/" + os.sep) or place):
        message = _("{place} is there already and is not written over; move it away, or give another place with -o")
        raise VetError(message.format(place=place))


def write_folder(place: str, files: Mapping[str, bytes]) -> None:
    """Write files by their names into a new folder, which appears when it is whole; folders above it are made.

    VetError in one line where that is not possible; then nothing is left behind.
    """
    target = os.path.abspath(place)
    with naming(place):
        _write(target, files)


def _write(target: str, files: Mapping[str, bytes]) -> None:
    above = os.path.dirname(target)
    made = _first_missing(above)
    part = os.path.join(above, f".vet-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        os.makedirs(part)
        for name, content in files.items():
            with open(os.path.join(part, name), "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if os.path.lexists(target):  # made by another meanwhile; a rename would replace an empty folder
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        os.rename(part, target)
    except BaseException:
        shutil.rmtree(made or part, ignore_errors=True)
        raise


def _first_missing(folder: str) -> str:
    """Return the uppermost folder of a path that is not there; '' if all are."""
    missing = ""
    while not os.path.lexists(folder):
        missing, folder = folder, os.path.dirname(folder)
    return missing
