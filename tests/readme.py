"""Writes into README.md what the program really prints: `python tests/readme.py`; the tests compare with the same functions.

A block that begins with ```console holds lines `$ vet …` and below each its output. `<!-- fill FILE INDICATOR COLUMN=CELL … -->`
fills in a row of a form, as the text beside it says, before the blocks below it run; `<!-- slip FILE OLD NEW COPY -->` makes a copy of a
text with a misprint. A block between `<!-- table NAME -->` and
`<!-- end -->` is a table made from the program's own registry.
"""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
PLAYED = re.compile(r"(?<=^```console\n)(?P<console>.*?)(?=^```$)|^<!-- (?P<step>fill|slip) (?P<words>.*?) -->$", re.DOTALL | re.MULTILINE)
MARKED = re.compile(r"^<!-- table (?P<name>\w+) -->\n(?P<body>.*?)^<!-- end -->$", re.DOTALL | re.MULTILINE)


def run(command: str, folder: Path) -> str:
    """Run one `vet …` line as a user of the folder would and return what it prints, both streams in order."""
    arguments = shlex.split(command)
    variables: dict[str, str] = {}
    while "=" in arguments[0]:
        name, value = arguments.pop(0).split("=", 1)
        variables[name] = value
    assert arguments[0] == "vet", command
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VET_", "LC_", "LANG"))}
    environment |= {"XDG_DATA_HOME": str(folder / "data"), "LANG": "C.UTF-8", "COLUMNS": "100"} | variables
    done = subprocess.run(
        [sys.executable, "-m", "liuzhou_vet", *arguments[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def played(block: str, folder: Path) -> str:
    """Return a console block with the output its commands have now."""
    lines = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{line}\n{run(line.removeprefix('$ '), folder)}" for line in lines)


def fill(words: str, folder: Path) -> None:
    """Fill in cells of the first row of an indicator, as a user would in a spreadsheet."""
    file, indicator, *cells = words.split()
    with (folder / file).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    row = next(row for row in rows if indicator in row)
    for cell in cells:
        head, text = cell.split("=")
        row[rows[0].index(head)] = text
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def slip(words: str, folder: Path) -> None:
    """Make a copy of a text with a misprint."""
    file, old, new, copy = words.split()
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, words
    (folder / copy).write_text(text.replace(old, new, 1), encoding="utf-8")


def tables() -> dict[str, str]:
    """Return the tables that the README takes from the program."""
    from liuzhou_vet.questions import QUESTIONS

    rows = [f"| `{each.name}` | {each.zh} | {each.help_en} | `{each.example}` |" for each in QUESTIONS]
    questions = ["| question | 问题 | answers | try |", "|---|---|---|---|", *rows]
    return {"questions": "\n".join(questions) + "\n", "commands": _commands(), "columns": _columns()}


def _columns() -> str:
    """Return the table of the questions' columns with their Chinese heads; what many questions share is told once."""
    from liuzhou_vet.questions import FIGURE, QUESTIONS, TOLD

    with (README.parent / "seeds" / "catalogue" / "labels.csv").open(encoding="utf-8", newline="") as stream:
        heads = {(row["item"], row["part"]): row["zh"] for row in csv.DictReader(stream) if not row["coded"]}

    def told(item: str, columns: str) -> str:
        return ", ".join(f"`{name}` {heads[item, name]}" if name[0] != "*" else name for name in columns.split())

    shared = {FIGURE: "*figure*", TOLD: "*told*"}
    rows = [f"| {name} | {told('observations', columns)} |" for columns, name in shared.items()]
    alike: dict[str, list[str]] = {}
    for each in QUESTIONS:
        columns = each.columns
        for long, name in shared.items():
            columns = columns.replace(long, name)
        alike.setdefault(told(each.name, columns), []).append(f"`{each.name}` {each.zh}")
    rows += [f"| {', '.join(questions)} | {columns} |" for columns, questions in alike.items()]
    return "\n".join(["| question | columns 列 |", "|---|---|", *rows]) + "\n"


def _commands() -> str:
    """Return the table of commands, with what each does in both languages."""
    english, chinese = (dict(_does(language)) for language in ("en", "zh"))
    rows = [f"| `{name}` | {english[name]} | {chinese[name]} |" for name in english]
    return "\n".join(["| command | does | 作用 |", "|---|---|---|", *rows]) + "\n"


def _does(language: str) -> Iterator[tuple[str, str]]:
    """Yield each command with the line that the help of its group has for it; a language is read once in a process."""
    script = (
        "from liuzhou_vet.words import use_language; import sys; use_language(sys.argv[1]);"
        "from liuzhou_vet.cli.program import program; import click\n"
        "def walk(group, path):\n"
        "    context = click.Context(group)\n"
        "    for name in group.list_commands(context):\n"
        "        command = group.get_command(context, name)\n"
        "        if isinstance(command, click.Group) and name != 'query':\n"
        "            walk(command, f'{path} {name}')\n"
        "        else:\n"
        "            print(f'{path} {name}', command.get_short_help_str(500), sep='\\t')\n"
        "walk(program, 'vet')"
    )
    done = subprocess.run([sys.executable, "-c", script, language], capture_output=True, text=True, encoding="utf-8", check=True)
    for line in done.stdout.splitlines():
        name, does = line.split("\t")
        yield name, does


def rewritten(text: str) -> str:
    """Return the README's text with every block as the program prints it now."""
    known = tables()
    text = MARKED.sub(lambda found: f"<!-- table {found['name']} -->\n{known[found['name']]}<!-- end -->", text)
    with tempfile.TemporaryDirectory() as folder:
        invented = Path("tests", "invented")  # the commands are those of a checkout
        shutil.copytree(README.parent / invented, Path(folder) / invented)
        run("vet query reports", Path(folder))  # so that no block shows the first use
        return PLAYED.sub(lambda found: _step(found, Path(folder)), text)


def _step(found: re.Match[str], folder: Path) -> str:
    if found["step"]:
        {"fill": fill, "slip": slip}[found["step"]](found["words"], folder)
        return found.group()
    return played(found.group(), folder)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
