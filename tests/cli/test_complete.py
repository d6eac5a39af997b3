"""A shell is offered commands, questions, names and codes, from the database that is there; it makes none and hears no error."""

from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from liuzhou_vet.cli.program import program


def offered(line: str) -> list[str]:
    """Return what a shell offers at the end of a command line."""
    *before, start = line.split(" ")
    found = BashComplete(program, {}, "vet", "_VET_COMPLETE").get_completions(before[1:], start)
    return [item.value for item in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("vet ver", ["verify"]),
        ("vet query hon", ["honours"]),
        ("vet query 荣", ["荣誉"]),
        ("vet seed ci", ["cite"]),
        ("vet show 一职", ["一职校"]),
        ("vet show liuzhou-yi", ["liuzhou-yizhi"]),
        ("vet search 双师型教师占专任", ["双师型教师占专任教师比例"]),
        ("vet compare 初次就业起", ["初次就业起薪"]),
        ("vet compare 就业率 --subject 二", ["二职校"]),
        ("vet indicators --topic 就", ["就业"]),
        ("vet indicators --kind prog", ["programme"]),
        ("vet indicators --report liu", ["liuzhou-2020"]),
        ("vet query honours --level nat", ["national"]),
        ("vet query schools --school 市交", ["市交校"]),
        ("vet audit --rule whole", ["whole-number"]),
        ("vet audit --verdict con", ["contradiction"]),
        ("vet verify report", ["report"]),
        ("vet export observation", ["observation"]),
        ("vet export activities", []),
        ("vet show 没有这样的", []),
        ("vet show 100%_", []),
    ],
)
def test_what_is_offered(line: str, expected: list[str], liuzhou: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VET_DATABASE_URL", str(liuzhou))
    assert offered(line)[:1] == expected


def test_the_database_that_is_named_on_the_line_answers(liuzhou: Path) -> None:
    assert offered(f"vet --database {liuzhou} show 一职校会")[:1] == ["一职校会计"]


def test_names_with_blanks_are_not_offered_since_no_shell_takes_them_as_one_word(liuzhou: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VET_DATABASE_URL", str(liuzhou))
    assert not any(" " in each for each in offered("vet show "))


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_without_a_database_of_ours_nothing_is_offered_and_none_is_made(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "vet.db"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("VET_DATABASE_URL", str(file))
    assert offered("vet show 一") == offered("vet audit --rule sh") == []
    assert sorted(tmp_path.iterdir()) == ([] if content is None else [file])
