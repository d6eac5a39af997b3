"""Forms as the files of a folder: report.toml, one CSV a form, and a text that explains them; returns bytes and writes nothing.

CSV as Excel and WPS open it on a Chinese Windows: UTF-8 with a BOM, lines that end in CRLF.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from liuzhou_vet.words import _, in_brackets

from ..forms import HEAD, OUTLINE
from ..reading.sheet import EXPLANATION
from ..reading.source import REPORT_FILE
from .explain import Explained, explain, steps, summary
from .filled import Filled, Texts
from .form_words import FormWords

_NUMBERS = ("year", "integer")
_LINE = "\r\n"


def csv_files(forms: Iterable[Filled], wording: FormWords, path: str) -> dict[str, bytes]:
    """Return the files of a folder by name. path: the folder, as the explanation is to name it."""
    forms = list(forms)
    named = {filled.form.name: filled for filled in forms}
    toml = report_toml(named[HEAD.name].rows[0], named[OUTLINE.name].rows, wording)
    files = {REPORT_FILE: toml.encode(), f"{EXPLANATION[wording.language]}.txt": _text(forms, wording, path).encode("utf-8-sig")}
    for filled in forms:
        if filled.form not in (HEAD, OUTLINE):
            files[f"{filled.form.name}.csv"] = _csv(filled, wording).encode("utf-8-sig")
    return files


def _csv(filled: Filled, wording: FormWords) -> str:
    form, columns = filled.form, filled.columns
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=_LINE)
    writer.writerow([wording.head(form, column) for column in columns])
    for row in filled.rows:
        writer.writerow([wording.cell(form, column, row.get(column, "")) for column in columns])
    return stream.getvalue()


def report_toml(head: Texts, outline: Iterable[Texts], wording: FormWords) -> str:
    """Return `report.toml` with a comment at each key: what it means, and what its code stands for; keys without a value are comments."""
    lines = [f"# {_('The report: whose it is, for which year, and its outline.')}"]
    for field in HEAD.fields:
        text = head.get(field.name, "")
        label = wording.column(HEAD, field.name)
        word = wording.value(field, text)
        about = label.word if word in (text, "") else in_brackets(label.word, word)
        if field.name == "code":
            about = in_brackets(about, _("place and year, as in liuzhou-2020; fixed once the report is loaded"))
        key = f"{field.name} = {text if field.kind in _NUMBERS and text else _quoted(text)}"
        lines.append(f"{key}  # {about}" if text else f"# {key}  # {in_brackets(about, label.meaning)}")
    lines += ["", f"# {_('The sections of the outline; correct numbers and headings once the report is written.')}"]
    for section in outline:
        lines += ["[[section]]", *(f"{name} = {_quoted(section[name])}" for name in OUTLINE.columns), ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML, whose escapes are those of JSON but for DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(forms: list[Filled], wording: FormWords, path: str) -> str:
    title = wording.column(HEAD, "title").word
    lines = [f"{title}: {forms[0].rows[0]['title']}" if wording.language == "en" else forms[0].rows[0]["title"], ""]
    lines += [f"{number}. {step}" for number, step in enumerate(steps(path, wording), start=1)]
    for explained in explain(forms, wording):
        lines += ["", *_explained(explained)]
    return _LINE.join(lines) + _LINE


def _explained(form: Explained) -> Iterator[str]:
    file = REPORT_FILE if form.name in (HEAD.name, OUTLINE.name) else f"{form.name}.csv"
    yield in_brackets(form.title, file)
    yield form.meaning
    yield form.task
    for column in form.columns:
        head = column.head if column.head == column.name else in_brackets(column.head, column.name)
        yield f"  {head}"
        yield f"      {column.meaning}"
        yield f"      {summary(column)}"
        yield from (f"        {value}" for value in column.values)
