"""Where answers go, and what happens when they cannot."""

import contextlib
import errno
import io
import os
import stat
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liuzhou_vet.errors import UsageError, VetError
from liuzhou_vet.render import FORMATS, format_for, output, write
from liuzhou_vet.render.result import Column, Result

Run = Callable[..., subprocess.CompletedProcess[bytes]]
ROW = Result((Column("a"),), [("虚构",)])
posix = pytest.mark.skipif(os.name != "posix", reason="device files and links of POSIX")


def failing() -> Iterator[tuple[str]]:
    yield ("虚构",)
    raise VetError("the statement was stopped")


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.csv", "csv"), ("a.TSV", "tsv"), ("目录/甲.json", "json"), ("a.b.jsonl", "jsonl"), ("a.xlsx", "xlsx")]
    + [("a.htm", "html"), ("a.html", "html"), ("a.md", "markdown"), ("a.txt", "table"), ("a.yml", None), ("csv", None)],
)
def test_a_format_is_known_by_the_ending(name: str, format: str | None) -> None:
    assert format_for(name) == format


def test_all_formats_can_be_written(tmp_path: Path) -> None:
    for format in FORMATS:
        write(ROW, format, str(tmp_path / format))
        assert (tmp_path / format).stat().st_size > 0


def test_what_makes_no_sense_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown format yml; choose one of table, markdown"):
        write(ROW, "yml", str(tmp_path / "a"))
    with pytest.raises(UsageError, match="--excel is for CSV, not for json"):
        write(ROW, "json", str(tmp_path / "a"), excel=True)
    assert not list(tmp_path.iterdir())


# ---- files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "答案 甲.csv"
    file.write_text("old")
    write(ROW, "csv", str(file))
    assert file.read_bytes() == "a\n虚构\n".encode()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("format", ["csv", "json", "table", "html", "xlsx"])
def test_a_failure_halfway_leaves_the_old_file(format: str, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    with pytest.raises(VetError, match="stopped"):
        write(Result(ROW.columns, failing()), format, str(file))
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interrupt_leaves_the_old_file(error: type[BaseException], tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[str]]:
        yield ("虚构",)
        raise error

    file = tmp_path / "a"
    file.write_text("old")
    with pytest.raises(error):
        write(Result(ROW.columns, rows()), "csv", str(file))
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(VetError) as caught:
        write(ROW, "csv", str(tmp_path / "missing" / "a.csv"))
    assert f"the folder {tmp_path / 'missing'} does not exist" in str(caught.value)
    assert caught.value.exit_code == 1 and "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["folder", "folder/", "missing/"])
def test_a_folder_is_no_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(VetError, match="it is a folder"):
        write(ROW, "csv", f"{tmp_path}/{name}")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(VetError, match="cannot write .*"):
        write(ROW, "csv", str(tmp_path / "file" / "a.csv"))


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "no permission"), (errno.ENOSPC, "disk is full"), (errno.EIO, "cannot write")]
)
def test_a_file_that_cannot_be_replaced_stays(number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where another program may hold it open."""

    def refuse(*_places: object) -> None:
        raise OSError(number, os.strerror(number))

    file = tmp_path / "a.csv"
    file.write_text("old")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(VetError, match=words) as caught:
        write(ROW, "csv", str(file))
    assert str(file) in str(caught.value) and "\n" not in str(caught.value)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_asked: False)  # the tests may run as root, who may do anything
    with pytest.raises(VetError, match="no permission"):
        write(ROW, "csv", str(file))
    assert file.read_text() == "old"


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    file = tmp_path / ("名" * 85)
    write(ROW, "csv", str(file))
    assert file.exists()


@posix
def test_permissions_stay_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("old")
    old.chmod(0o640)
    mask = os.umask(0o027)
    try:
        write(ROW, "csv", str(old))
        write(ROW, "csv", str(new))
    finally:
        os.umask(mask)
    assert [stat.S_IMODE(file.stat().st_mode) for file in (old, new)] == [0o640, 0o640]


@posix
def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target"
    target.write_text("old")
    link = tmp_path / "link"
    link.symlink_to(target)
    write(ROW, "csv", str(link))
    assert link.is_symlink() and target.read_text() == "a\n虚构\n"
    assert [path.name for path in target.parent.iterdir()] == ["target"]


@posix
def test_a_pipe_by_name_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write(ROW, "csv", str(pipe))
        assert reader.communicate()[0] == "a\n虚构\n".encode()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_is_said_in_one_line(format: str) -> None:
    with pytest.raises(VetError, match="cannot write /dev/full: the disk is full"):
        write(ROW, format, "/dev/full")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


# ---- standard output


@pytest.mark.parametrize("place", ["None", "'-'", "'/dev/stdout'"])
def test_standard_output_is_utf8_whatever_the_system_says(place: str, run: Run) -> None:
    script = f"print('前')\nsys.exit(run_quietly(lambda: write(result(rows(1)), 'csv', {place})))"
    ended = run(script, PYTHONIOENCODING="gbk")
    assert ended.stdout == "前\n".encode("gbk").replace(b"\n", os.linesep.encode()) + "number,name\n0,虚构学校\n".encode()
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_standard_output_may_be_unbuffered(run: Run) -> None:
    ended = run("write(result(rows(50000)), 'csv')", PYTHONUNBUFFERED="1")
    assert ended.stdout.count(b"\n") == 50001


def test_a_workbook_may_go_through_a_pipe(run: Run) -> None:
    pytest.importorskip("xlsxwriter")
    ended = run("write(result(rows(3)), 'xlsx')")
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(ended.stdout)).namelist()


def test_text_may_go_to_a_stand_in() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as paper:
        write(ROW, "csv")
    assert paper.getvalue() == "a\n虚构\n"
    with contextlib.redirect_stdout(io.StringIO()), pytest.raises(UsageError, match="-o FILE.xlsx"):
        write(ROW, "xlsx")


@posix
@pytest.mark.parametrize("script", ["write(result(rows(10**7)), 'csv')", "write(result(rows(10)), 'table')", "print('x' * 10**6)"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_closed_the_pipe_is_no_error(
    script: str, unbuffered: str, program: Callable[[str], list[str]], environment: dict[str, str]
) -> None:
    command = program(f"input()\nsys.exit(run_quietly(lambda: {script}))")
    environment |= {"PYTHONUNBUFFERED": unbuffered}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, **pipes) as ended:  # type: ignore[call-overload]
        ended.stdout.close()  # before it begins
        ended.stdin.write(b"\n")
        ended.stdin.close()
        assert ended.stderr.read() == b""
    assert ended.returncode == 0


@posix
def test_click_meeting_a_closed_pipe_is_no_error(program: Callable[[str], list[str]], environment: dict[str, str]) -> None:
    script = """\
import click

@click.command()
def command():
    input()
    click.echo("x" * 10**6)

sys.exit(run_quietly(command))
"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(program(script), env=environment, **pipes) as ended:  # type: ignore[call-overload]
        ended.stdout.close()
        ended.stdin.write(b"\n")
        ended.stdin.close()
        assert ended.stderr.read() == b""
    assert ended.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("script", ["write(result(rows(10)), 'csv')", "print('x')"])
def test_standard_output_on_a_full_disk(script: str, program: Callable[[str], list[str]], environment: dict[str, str]) -> None:
    command = program(f"""
from liuzhou_vet.errors import VetError

def main():
    try:
        {script}
    except VetError as error:
        print(f"Error: {{error}}", file=sys.stderr)
        return error.exit_code

sys.exit(run_quietly(main))
""")
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr == b"Error: cannot write standard output: the disk is full; make room or give another place\n"


@posix
def test_closed_standard_output_is_said(program: Callable[[str], list[str]], environment: dict[str, str]) -> None:
    command = " ".join([*program("write(result(rows(1)), 'csv')"), ">&-"])
    ended = subprocess.run(command, env=environment, shell=True, capture_output=True, timeout=60, check=False)
    assert b"standard output is closed; say where to write with -o FILE" in ended.stderr


@pytest.mark.parametrize(
    ("end", "code"), [("0", 0), ("3", 3), ("None", 0), ("sys.exit(2)", 2), ("sys.exit()", 0), ("sys.exit('words')", 1)]
)
def test_other_exit_codes_stay(end: str, code: int, run: Run) -> None:
    assert run(f"sys.exit(run_quietly(lambda: {end}))").returncode == code


# ---- terminals


@posix
@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "虚构学校".encode()), ("gbk", "虚构学校".encode("gbk")), ("ascii", b"????")])
def test_a_terminal_gets_its_own_encoding_and_never_a_crash(
    encoding: str, shown: bytes, program: Callable[[str], list[str]], environment: dict[str, str]
) -> None:
    command = program("sys.exit(run_quietly(lambda: write(result(rows(1)), 'csv')))")
    assert _on_terminal(command, environment | {"PYTHONIOENCODING": encoding}) == (
        0,
        b"number,name\r\n0," + shown + b"\r\n",
    )


@posix
def test_a_table_wraps_to_the_terminal(program: Callable[[str], list[str]], environment: dict[str, str]) -> None:
    command = program("write(Result((Column('a'), Column('b')), [('虚构' * 20, 2)]), 'table')")
    _code, shown = _on_terminal(command, environment | {"COLUMNS": "30", "PYTHONIOENCODING": "utf-8"})
    lines = shown.decode().split("\r\n")
    assert lines[1] == "-" * 29  # the text's 26 columns, since no half of a character fits
    _code, shown = _on_terminal(command, environment | {"PYTHONIOENCODING": "utf-8"})  # one that does not say how wide it is
    assert shown.decode().split("\r\n")[1] == "-" * 79


@posix
def test_a_workbook_is_not_shown_on_a_terminal(program: Callable[[str], list[str]], environment: dict[str, str]) -> None:
    code, shown = _on_terminal(program("write(result(rows(1)), 'xlsx')"), environment)
    assert code == 1 and b"say where to write it with -o FILE.xlsx" in shown


def test_no_terminal_has_no_width() -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        assert output.terminal_width() is None


def _on_terminal(command: list[str], environment: dict[str, str]) -> tuple[int, bytes]:
    """Run a program whose output and errors are a terminal; return exit code and what the terminal got."""
    ours, its = os.openpty()
    ended = subprocess.run(command, env=environment, stdout=its, stderr=its, stdin=its, timeout=60, check=False)
    os.close(its)
    shown = b""
    with contextlib.suppress(OSError):  # at the end: EIO on Linux, nothing elsewhere
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    return ended.returncode, shown
