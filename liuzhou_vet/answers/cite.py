"""A figure or a report as a citation: as text, after GB/T 7714, or as BibTeX."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import VetError
from ..render.result import Column, Result
from ..words import _, listed
from .statement import Statement
from .things import nearest_of

if TYPE_CHECKING:
    from ..database.reader import Reader

STYLES = ("gbt7714", "bibtex", "text")


@dataclass(frozen=True)
class Cited:
    """What is cited: a report, and of a figure its place, its words and what it says."""

    report: str
    title: str
    publisher: str | None
    published_on: str | None
    year: int
    edition: int
    section: str = ""
    printed: str = ""
    says: str = ""
    id: str = ""


def find(reader: "Reader", word: str) -> Cited:
    """Return the figure with this id or the report with this code; VetError names the nearest."""
    statement = Statement("observations", ["report", "section", "printed", "subject", "indicator", "year", "id"])
    statement.where("id = :id", id=word)
    figure = next(iter(reader.query(statement.text(), statement.parameters)[1]), None)
    if figure is None:
        return _report(reader, word) or _missing(reader, word)
    report, section, printed, subject, indicator, year, found = figure
    cited = _report(reader, report)
    assert cited
    return Cited(**(vars(cited) | {"section": section, "printed": printed, "id": found, "says": f"{subject}，{indicator}，{year}年"}))


def _report(reader: "Reader", code: str) -> Cited | None:
    statement = "SELECT report, title, publisher, published_on, year, edition FROM reports WHERE report = :code"
    row = next(iter(reader.query(statement, {"code": code})[1]), None)
    return Cited(*row) if row else None


def _missing(reader: "Reader", word: str) -> Any:
    known = [row[0] for row in reader.query("SELECT id FROM observations")[1]]
    known += [row[0] for row in reader.query("SELECT report FROM reports")[1]]
    near = nearest_of(word, known, 3)
    hint = _("nearest: {near}").format(near=listed(near)) if near else _("ids are in: vet indicators --year 2020 -f csv")
    raise VetError(_("no figure and no report is called '{word}'; {hint}").format(word=word, hint=hint))


def text(cited: Cited, style: str) -> str:
    """Return the citation in a style of STYLES; what the report does not tell is said to be unknown, never made up."""
    return {"text": _plain, "gbt7714": _gbt7714, "bibtex": _bibtex}[style](cited)


def _place(cited: Cited) -> str:
    """Return where the words stand: the section and the printed words."""
    if not cited.id:
        return ""
    section = f"第{cited.section}节" if cited.section[:1].isdigit() else cited.section
    return "，".join(part for part in (section, f"“{cited.printed}”" if cited.printed else "") if part) or "未注出处"


def _plain(cited: Cited) -> str:
    publisher = f"{cited.publisher}，" if cited.publisher else ""
    lines = [f"{publisher}《{cited.title}》，" + (cited.published_on or f"报告年度{cited.year}")]
    if cited.id:
        lines[0] += f"，{_place(cited)}"
        lines.append(f"{cited.says}（{cited.id}）")
    return "\n".join(lines)


def _gbt7714(cited: Cited) -> str:
    publisher = cited.publisher or "[出版者不详]"
    author = f"{cited.publisher}. " if cited.publisher else ""
    date = cited.published_on or f"{cited.year}（报告年度）"
    place = f": {_place(cited)}" if cited.id else ""
    return f"{author}{cited.title}[R]. [出版地不详]: {publisher}, {date}{place}."


def _bibtex(cited: Cited) -> str:
    fields = {
        "title": cited.title,
        "institution": cited.publisher,
        "year": (cited.published_on or str(cited.year))[:4],
        "type": "中等职业教育质量年度报告",
        "note": "；".join(part for part in (f"报告年度 {cited.year}", _place(cited), cited.says) if part),
    }
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@techreport{{{cited.report},\n{inside}\n}}"


def as_result(cited: Cited, style: str) -> Result:
    """Return the citation as one row, for programs."""
    row = {
        "id": cited.id or cited.report,
        "report": cited.report,
        "title": cited.title,
        "publisher": cited.publisher,
        "published_on": cited.published_on,
        "year": cited.year,
        "section": cited.section or None,
        "printed": cited.printed or None,
        "citation": text(cited, style),
    }
    return Result(tuple(Column(name) for name in row), [tuple(row.values())])
