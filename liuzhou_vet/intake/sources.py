"""Paths as the user gives them -> the reports and the catalogue they hold, form by form; reads `report.toml`, and no rows."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from liuzhou_vet.errors import Fault, UsageError, VetError
from liuzhou_vet.words import _, listed

from .form import Form
from .forms import CATALOGUE, CATALOGUE_SOURCE, FORMS, HEAD, OUTLINE, REPORT
from .names import nearest_words

REPORT_FILE = "report.toml"
_ENDING = ".csv"
_OPTIONAL = tuple(form for form in CATALOGUE if form.name != "labels")


@dataclass
class Source:
    """A report or the catalogue, and which of its forms are to be read.

    whole: the path was the folder, so that what is not there is to go. head: the keys of `report.toml` as text, with their
    lines; outline: its sections (line, number, heading).
    """

    code: str
    folder: Path
    whole: bool
    files: dict[str, Path] = field(default_factory=dict)  # form -> file
    head: dict[str, tuple[int, str]] = field(default_factory=dict)
    outline: list[tuple[int, str, str]] = field(default_factory=list)
    sha256: str = ""  # of report.toml

    @property
    def forms(self) -> list[Form]:
        """Return the forms to be read, in the order they are written; in a whole report the ones that are not there too."""
        if self.code == CATALOGUE_SOURCE:
            return [form for form in CATALOGUE if form.name in self.files or self.whole]
        wanted = [form for form in (HEAD, OUTLINE, *_OPTIONAL, *REPORT) if form.name in self.files]
        return [*wanted, *self.absent] if self.whole else wanted

    @property
    def absent(self) -> list[Form]:
        """Return the catalogue forms that a whole report may have and does not: it defines nothing by them."""
        return [form for form in _OPTIONAL if form.name not in self.files]

    @property
    def loaded(self) -> list[str]:
        """Return the names of the forms that a load of this source replaces."""
        return [form.name for form in self.forms]


def find_sources(paths: Iterable[str | Path]) -> tuple[list[Source], list[Fault]]:
    """Return what the paths hold: folders of a report, the folder of the catalogue, or single forms of either.

    `2020` means `seeds/2020` of the current folder, else the packaged one. Files of the same folder are taken together.
    Raises UsageError for a path that is not there, VetError for one that cannot be read.
    """
    try:
        return _found(paths)
    except OSError as error:
        raise VetError(_("{path} cannot be read: {reason}").format(path=error.filename, reason=error.strerror)) from error


def _found(paths: Iterable[str | Path]) -> tuple[list[Source], list[Fault]]:
    faults: list[Fault] = []
    found: dict[Path, Source] = {}
    for given in paths:
        path = _located(Path(given))
        folder = path if path.is_dir() else path.parent
        source = found.setdefault(folder, Source("", folder, whole=False))
        if path.is_dir():
            source.whole = True
            _list_folder(source, faults)
        else:
            _add_file(source, path, faults)
    sources = [source for source in found.values() if _identify(source, faults)]
    _check_codes(sources, faults)
    return sources, faults


def _located(path: Path) -> Path:
    """Return the path, or the folder of seeds that a bare name means."""
    from liuzhou_vet.database.resources import seeds_folder

    if path.exists():
        return path
    if len(path.parts) == 1:
        for seeds in (Path("seeds"), seeds_folder()):
            if (seeds / path).is_dir():
                return seeds / path
    raise UsageError(_("{path} is not there; give a report's folder or one of its forms").format(path=path))


def _list_folder(source: Source, faults: list[Fault]) -> None:
    for path in sorted(source.folder.iterdir()):
        if path.name.startswith((".", "~")) or path.is_dir():
            continue
        if path.name == REPORT_FILE or path.suffix.lower() == _ENDING:
            _add_file(source, path, faults)


def _add_file(source: Source, path: Path, faults: list[Fault]) -> None:
    if path.name == REPORT_FILE:
        source.files[HEAD.name] = source.files[OUTLINE.name] = path
        return
    name = path.stem.lower()
    if name not in FORMS or name in (HEAD.name, OUTLINE.name):
        nearest = nearest_words(name, FORMS)
        message = _("there is no form “{name}”; rename or remove the file")
        if nearest:
            message = _("there is no form “{name}”; did you mean {names}?")
        faults.append(_fault(path, 1, "", "form", message.format(name=name, names=nearest)))
    elif name in source.files and source.files[name] != path:
        faults.append(_fault(path, 1, "", "form", _("the form “{name}” is there twice; remove one").format(name=name)))
    else:
        source.files[name] = path


def _identify(source: Source, faults: list[Fault]) -> bool:
    """Find out which report, or the catalogue, a folder holds; tell whether it can be read."""
    file = source.folder / REPORT_FILE
    if file.exists():
        return _read_report_file(source, file, faults) and _complete(source, REPORT, faults)
    if (source.folder / "labels.csv").exists():
        source.code = CATALOGUE_SOURCE
        return _complete(source, CATALOGUE, faults)
    message = _("there is no report.toml in {folder}; it names the report that the forms belong to")
    faults.append(_fault(file, 1, "code", "form", message.format(folder=source.folder)))
    return False


def _complete(source: Source, forms: Iterable[Form], faults: list[Fault]) -> bool:
    """Report the forms that are missing from a folder, and those that do not belong there; the others are read all the same."""
    names = {form.name for form in forms}
    if source.whole:
        for name in sorted(names - set(source.files)):
            message = _("the form “{name}” is missing; where there is nothing to say, it holds only its head: {head}")
            words = message.format(name=name, head=",".join(FORMS[name].columns))
            faults.append(_fault(source.folder / f"{name}{_ENDING}", 1, "", "form", words))
    allowed = names | {HEAD.name, OUTLINE.name}
    if source.code != CATALOGUE_SOURCE:
        allowed |= {form.name for form in _OPTIONAL}
    for name in sorted(set(source.files) - allowed):
        message = _("the form “{name}” does not belong into this folder; remove it")
        faults.append(_fault(source.files.pop(name), 1, "", "form", message.format(name=name)))
    return True


def _read_report_file(source: Source, file: Path, faults: list[Fault]) -> bool:
    """Read `report.toml`; tell whether it gives a code."""
    raw = file.read_bytes()
    source.sha256 = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(_fault(file, line, "", "encoding", _("this is not UTF-8; save the file as UTF-8")))
        return False
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else max(1, text.count("\n"))
        faults.append(_fault(file, line, "", "toml", _("this is no TOML: {error}").format(error=error)))
        return False
    _take_head(source, file, text.splitlines(), content, faults)
    _take_outline(source, file, text.splitlines(), content.get("section"), faults)
    source.code = source.head.get("code", (0, ""))[1]
    return bool(source.code)


def _take_head(source: Source, file: Path, lines: list[str], content: dict[str, Any], faults: list[Fault]) -> None:
    for key, value in content.items():
        line = _line_of(lines, key)
        if key == "section":
            continue
        if key not in HEAD.columns:
            message = _("report.toml has no key “{key}”; it has {keys}")
            words = message.format(key=key, keys=listed((*HEAD.columns, "[[section]]")))
            faults.append(_fault(file, line, key, "column", words))
        elif isinstance(value, dict | list | bool | float):
            faults.append(_fault(file, line, key, "toml", _("“{key}” must be a text or a number").format(key=key)))
        else:
            source.head[key] = (line, str(value))
    if not source.head.get("code", (0, ""))[1].strip():
        message = _("the report's code is missing; it is made of place and year, as in liuzhou-2020")
        faults.append(_fault(file, 1, "code", "required", message))


def _take_outline(source: Source, file: Path, lines: list[str], sections: Any, faults: list[Fault]) -> None:
    heads = [number for number, line in enumerate(lines, start=1) if re.match(r"\s*\[\[\s*section\s*\]\]", line)]
    if not isinstance(sections, list) or not sections:
        message = _("the outline is missing: one [[section]] with number and heading for each heading of the report")
        faults.append(_fault(file, 1, "section", "required", message))
        return
    for place, section in enumerate(sections):
        line = heads[place] if place < len(heads) else 1
        number, heading = (section.get(key) if isinstance(section, dict) else None for key in OUTLINE.columns)
        if not isinstance(number, str) or not isinstance(heading, str) or len(section) != len(OUTLINE.columns):
            message = _("a section has a number and a heading, both in quotation marks, and nothing else")
            faults.append(_fault(file, line, "section", "toml", message))
        else:
            source.outline.append((line, number, heading))


def _line_of(lines: list[str], key: str) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[+\s*{re.escape(key)}\s*\]")
    return next((number for number, line in enumerate(lines, start=1) if pattern.match(line)), 1)


def _check_codes(sources: list[Source], faults: list[Fault]) -> None:
    """Report two folders that say they are the same report."""
    seen: dict[str, Source] = {}
    for source in sources:
        first = seen.setdefault(source.code, source)
        if first is not source:
            message = _("{folder} is the report “{code}” too; load one of them")
            words = message.format(folder=first.folder, code=source.code)
            faults.append(_fault(source.folder / REPORT_FILE, source.head.get("code", (1, ""))[0], "code", "duplicate", words))


def _fault(path: Path, line: int, column: str, rule: str, message: str) -> Fault:
    return Fault(str(path), line, column, "error", rule, message)
