"""`report.toml` -> a report's head and outline as texts with their lines; judges its shape, not what it says."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

from liuzhou_vet.errors import Fault
from liuzhou_vet.words import _, listed

from ..cells import stripped
from ..forms import HEAD, OUTLINE
from .source import Source, fault


def read_report_toml(source: Source, file: Path, faults: list[Fault]) -> bool:
    """Take head and outline from `report.toml`; tell whether it gives a code."""
    raw = file.read_bytes()
    source.sha256 = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(fault(file, line, "", "encoding", _("this is not UTF-8; save the file as UTF-8")))
        return False
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits and brackets without end are no TOMLDecodeError
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else max(1, text.count("\n"))
        faults.append(fault(file, line, "", "toml", _("this is no TOML: {error}").format(error=error)))
        return False
    _take_head(source, file, text.splitlines(), content, faults)
    _take_outline(source, file, text.splitlines(), content.get("section"), faults)
    source.code = stripped(source.head.get("code", (0, ""))[1])
    return bool(source.code)


def _take_head(source: Source, file: Path, lines: list[str], content: dict[str, Any], faults: list[Fault]) -> None:
    for key, value in content.items():
        line = _line_of(lines, key)
        if key == "section":
            continue
        if key not in HEAD.columns:
            message = _("report.toml has no key “{key}”; it has {keys}")
            words = message.format(key=key, keys=listed((*HEAD.columns, "[[section]]")))
            faults.append(fault(file, line, key, "column", words))
        elif isinstance(value, dict | list | bool | float):
            faults.append(fault(file, line, key, "toml", _("“{key}” must be a text or a number").format(key=key)))
        else:
            source.head[key] = (line, str(value))
    if not source.head.get("code", (0, ""))[1].strip():
        message = _("the report's code is missing; it is made of place and year, as in liuzhou-2020")
        faults.append(fault(file, 1, "code", "required", message))


def _take_outline(source: Source, file: Path, lines: list[str], sections: Any, faults: list[Fault]) -> None:
    heads = [number for number, line in enumerate(lines, start=1) if re.match(r"\s*\[\[\s*section\s*\]\]", line)]
    if not isinstance(sections, list) or not sections:
        message = _("the outline is missing: one [[section]] with number and heading for each heading of the report")
        faults.append(fault(file, 1, "section", "required", message))
        return
    for place, section in enumerate(sections):
        line = heads[place] if place < len(heads) else 1
        number, heading = (section.get(key) if isinstance(section, dict) else None for key in OUTLINE.columns)
        if not isinstance(number, str) or not isinstance(heading, str) or len(section) != len(OUTLINE.columns):
            message = _("a section has a number and a heading, both in quotation marks, and nothing else")
            faults.append(fault(file, line, "section", "toml", message))
        else:
            source.outline.append((line, number, heading))


def _line_of(lines: list[str], key: str) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[+\s*{re.escape(key)}\s*\]")
    return next((number for number, line in enumerate(lines, start=1) if pattern.match(line)), 1)
