"""Paths as the user gives them -> the reports and the catalogue they hold, form by form; reads heads and outlines, and no other rows."""

from collections.abc import Iterable
from pathlib import Path

from liuzhou_vet.errors import Fault, UsageError, VetError
from liuzhou_vet.words import _

from ..form import Form
from ..forms import CATALOGUE, CATALOGUE_SOURCE, FORMS, HEAD, OUTLINE, REPORT
from ..names import nearest_words
from .report_toml import read_report_toml
from .report_workbook import open_workbook, read_report_sheets
from .source import OPTIONAL, REPORT_FILE, Source, fault

__all__ = ["REPORT_FILE", "Source", "find_sources"]

_ENDING = ".csv"
_WORKBOOK = ".xlsx"
_LOCK = "~$"  # begins the file that Excel and WPS keep beside an open one; `reports/*` names it too
_OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".et", ".ods", ".numbers")


def find_sources(paths: Iterable[str | Path]) -> tuple[list[Source], list[Fault]]:
    """Return what the paths hold: folders and workbooks of a report, the folder of the catalogue, or single forms of either.

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
        if Path(given).name.startswith(_LOCK):
            continue
        path = _located(Path(given))
        if _is_spreadsheet(path):
            found.setdefault(path, _open(path, faults))
            continue
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


def _is_spreadsheet(path: Path) -> bool:
    return path.suffix.lower() in (_WORKBOOK, *_OTHER_SPREADSHEETS) and not path.is_dir()


def _open(path: Path, faults: list[Fault]) -> Source:
    if path.suffix.lower() != _WORKBOOK:
        message = _("{path} cannot be read as it is; save it as .xlsx in the spreadsheet and give that file")
        raise VetError(message.format(path=path))
    return open_workbook(path, faults)


def _located(path: Path) -> Path:
    """Return the path, or the folder of seeds that a bare name means."""
    from liuzhou_vet.database.resources import seeds_folder

    if path.is_dir() or path.is_file():
        return path
    if len(path.parts) == 1:
        for seeds in (Path("seeds"), seeds_folder()):
            if (seeds / path).is_dir():
                return seeds / path
    raise UsageError(_("{path} is not there; give a report's folder, its workbook or one of its forms").format(path=path))


def _list_folder(source: Source, faults: list[Fault]) -> None:
    for path in sorted(source.folder.iterdir()):
        if path.name.startswith((".", "~")) or not path.is_file():
            continue
        if path.name == REPORT_FILE or path.suffix.lower() == _ENDING:
            _add_file(source, path, faults)
        elif _is_spreadsheet(path):
            message = _("a folder holds CSV files, not workbooks; give the workbook itself as the path, or remove it from the folder")
            faults.append(fault(path, 1, "", "form", message))


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
        faults.append(fault(path, 1, "", "form", message.format(name=name, names=nearest)))
    elif name in source.files and source.files[name] != path:
        faults.append(fault(path, 1, "", "form", _("the form “{name}” is there twice; remove one").format(name=name)))
    else:
        source.files[name] = path


def _identify(source: Source, faults: list[Fault]) -> bool:
    """Find out which report, or the catalogue, a folder or workbook holds; tell whether it can be read."""
    if source.workbook:
        return _identify_workbook(source, faults)
    file = source.folder / REPORT_FILE
    if file.exists():
        return read_report_toml(source, file, faults) and _complete(source, REPORT, faults)
    if (source.folder / "labels.csv").exists():
        source.code = CATALOGUE_SOURCE
        return _complete(source, CATALOGUE, faults)
    message = _("there is no report.toml in {folder}; it names the report that the forms belong to")
    faults.append(fault(file, 1, "code", "form", message.format(folder=source.folder)))
    return False


def _identify_workbook(source: Source, faults: list[Fault]) -> bool:
    if HEAD.name in source.files:
        return read_report_sheets(source, faults) and _complete(source, REPORT, faults)
    message = _("there is no sheet “{name}” in {workbook}; it has one row that names the report")
    faults.append(fault(source.place, 1, "code", "form", message.format(name=HEAD.name, workbook=source.place)))
    return False


def _complete(source: Source, forms: Iterable[Form], faults: list[Fault]) -> bool:
    """Report the forms that are missing from a folder or workbook, and those that do not belong there; the others are read all the same."""
    names = {form.name for form in forms}
    if source.whole:
        for name in sorted(names - set(source.files)):
            message = _("the form “{name}” is missing; where there is nothing to say, it holds only its head: {head}")
            words = message.format(name=name, head=",".join(FORMS[name].columns))
            faults.append(fault(source.file(FORMS[name]), 1, "", "form", words))
    allowed = names | {HEAD.name, OUTLINE.name}
    if source.code != CATALOGUE_SOURCE:
        allowed |= {form.name for form in OPTIONAL}
    for name in sorted(set(source.files) - allowed):
        message = _("the form “{name}” does not belong into this folder; remove it")
        if source.workbook:
            message = _("the form “{name}” does not belong into a report; remove the sheet")
        faults.append(fault(source.file(FORMS[name]), 1, "", "form", message.format(name=name)))
        del source.files[name]
    return True


def _check_codes(sources: list[Source], faults: list[Fault]) -> None:
    """Report two folders or workbooks that say they are the same report."""
    seen: dict[str, Source] = {}
    for source in sources:
        first = seen.setdefault(source.code, source)
        if first is not source:
            message = _("{folder} is the report “{code}” too; load one of them, or give one another code")
            words = message.format(folder=first.place, code=source.code)
            faults.append(fault(source.file(HEAD), source.head.get("code", (1, ""))[0], "code", "duplicate", words))
