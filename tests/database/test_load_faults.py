"""A load that is killed, interrupted, short of room or not alone: the database is as it was before or as it is after, and whole."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from load_processes import BEGINS, begin, large_report, load, observations, said_at_the_end, says

from liuzhou_vet.cli.main import _interrupt_again
from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.interruption import stoppable
from liuzhou_vet.database.reader import open_reader
from liuzhou_vet.database.writer import create, writing
from liuzhou_vet.errors import DatabaseError, VetError

SCHOOLS, OBSERVATIONS = 300, 3007  # so that writing takes about as long as starting
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of processes are those of POSIX")


@pytest.fixture(scope="session")
def catalogue_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("catalogue-only") / "vet.db"
    create(parse(str(path)), with_seeds=False)
    return path


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the same large invented report with two contents that have nothing in common."""
    folder = tmp_path_factory.mktemp("reports")
    return large_report(folder / "one", SCHOOLS), large_report(folder / "other", SCHOOLS, teachers=200)


@pytest.fixture
def file(catalogue_only: Path, tmp_path: Path) -> Path:
    """Return a database with the catalogue, alone in its folder."""
    (tmp_path / "database").mkdir()
    return Path(shutil.copy(catalogue_only, tmp_path / "database" / "vet.db"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return large_report(tmp_path / "small", 0)


# Killed


@POSIX
@pytest.mark.slow
def test_killed_at_any_moment(file: Path, reports: tuple[Path, Path], tmp_path: Path) -> None:
    """One content is loaded over the other a hundred times, and killed; each next load takes what the one before left."""
    (tmp_path / "temporary").mkdir()
    environment = os.environ | {"SQLITE_TMPDIR": str(tmp_path / "temporary")}
    assert load(file, reports[0])[0] == 0
    first = says(file)
    begun = time.monotonic()
    assert load(file, reports[1])[0] == 0
    whole = time.monotonic() - begun
    known = [first, says(file)]
    now = 1
    moments = random.Random(2031)
    for number in range(100):
        other = 1 - now
        process = begin(file, reports[other], env=environment)
        time.sleep(whole * moments.uniform(0 if number % 2 else 0.5, 1))
        process.kill()
        process.communicate()
        assert set(os.listdir(file.parent)) <= {"vet.db", "vet.db-wal", "vet.db-shm"}
        found = says(file)
        assert found in known
        now = known.index(found)
        assert os.listdir(tmp_path / "temporary") == []
    assert load(file, reports[1 - now])[0] == 0
    assert says(file) == known[1 - now]


# Interrupted

IMPORTED = ("liuzhou_vet.cli.main", "click", "liuzhou_vet.cli.seed_load")
IMPORTED_LATE = ("liuzhou_vet.render.output", "liuzhou_vet.intake.load", "sqlalchemy", "sqlalchemy.dialects.sqlite")
AT_IMPORT = """
import os, signal, sys
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
from liuzhou_vet.__main__ import main
sys.meta_path.insert(0, Interrupts())
main()
"""
AT_EVENT = """
import os, signal
from sqlalchemy import Engine, event
@event.listens_for(Engine, {name!r})
def interrupt(connection):
    os.kill(os.getpid(), signal.SIGINT)
from liuzhou_vet.__main__ import main
main()
"""


def interrupted(ended: tuple[int, str, list[str]]) -> bool:
    """Tell whether a load ended as an interrupted one does; anything else must be a load that is done."""
    code, out, lines = ended
    assert (code, out, lines) == (130, "", ["Error: interrupted"]) or (code == 0 and out and not lines), ended
    return code == 130


@POSIX
@pytest.mark.parametrize("name", [*IMPORTED, *(pytest.param(name, marks=pytest.mark.slow) for name in IMPORTED_LATE)])
def test_interrupted_during_an_import(file: Path, small: Path, name: str) -> None:
    before = file.read_bytes()
    assert interrupted(load(file, small, program=AT_IMPORT.format(name=name)))
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == ["vet.db"]


@POSIX
@pytest.mark.parametrize(("event", "stopped"), [pytest.param("begin", True, marks=pytest.mark.slow), ("commit", False)])
def test_interrupted_at_the_beginning_and_at_the_end(file: Path, small: Path, event: str, stopped: bool) -> None:
    """What is being committed is finished, and told; so 130 always means that nothing was changed."""
    assert interrupted(load(file, small, program=AT_EVENT.format(name=event))) == stopped
    assert observations(file) == (0 if stopped else 7)
    assert os.listdir(file.parent) == ["vet.db"]


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopped_at_any_moment(file: Path, reports: tuple[Path, Path], sent: signal.Signals) -> None:
    begun = time.monotonic()
    assert load(file, reports[0])[0] == 0
    whole = time.monotonic() - begun
    known = [says(file)]
    assert load(file, reports[1])[0] == 0
    known.append(says(file))
    now = 1
    moments = random.Random(sent)
    for number in range(20 if sent is signal.SIGINT else 10):
        process = begin(file, reports[1 - now])
        time.sleep(whole * moments.uniform(0 if number % 2 else 0.6, 1.1))
        process.send_signal(sent)
        ended = said_at_the_end(process)
        found = says(file)
        if sent is signal.SIGINT:
            assert found == known[now if interrupted(ended) else 1 - now]
        else:
            assert (ended[0], ended[2]) in ((0, []), (-sent, []))
            assert found in known
        now = known.index(found)


def test_what_can_be_undone_is_stopped_and_what_cannot_goes_through() -> None:
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stoppable():
        signal.raise_signal(signal.SIGINT)
    with stoppable() as go_through:
        go_through()
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is handler


@pytest.mark.slow
def test_an_interrupt_that_python_ignores_comes_once_more(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It was ignored with a traceback where it came while an object was tidied up."""

    class Tidied:
        def __del__(self) -> None:
            raise KeyboardInterrupt

    def run() -> None:
        Tidied()
        time.sleep(5)

    monkeypatch.setattr(sys, "unraisablehook", _interrupt_again)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert capsys.readouterr().err == ""


def test_another_thread_is_not_interrupted_and_changes_nothing() -> None:
    handler = signal.getsignal(signal.SIGINT)

    def run() -> None:
        with stoppable() as go_through:
            go_through()
            assert signal.getsignal(signal.SIGINT) is handler

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is handler


@POSIX
def test_a_reader_of_standard_error_that_is_gone_undoes_nothing(file: Path, small: Path) -> None:
    """The report has warnings to tell, and nobody listens."""
    reading, into = os.pipe()
    os.close(reading)
    process = begin(file, small, stderr=into)
    os.close(into)
    assert process.wait(60) == 0
    process.communicate()
    assert observations(file) == 7


# Not alone


@pytest.mark.slow
@pytest.mark.parametrize("same", [True, False], ids=["same report", "different reports"])
def test_two_loads_at_once(file: Path, reports: tuple[Path, Path], tmp_path: Path, same: bool) -> None:
    """Both end well, and the database says what it would say had one come after the other."""
    one, other = reports[0], reports[1] if same else large_report(tmp_path / "later", SCHOOLS, code="xugou-2032")
    orders = []
    for turn, order in enumerate(((one, other), (other, one))):
        (tmp_path / str(turn)).mkdir()
        copy = Path(shutil.copy(file, tmp_path / str(turn) / "vet.db"))
        for report in order:
            assert load(copy, report)[0] == 0
        orders.append(says(copy))
    for _turn in range(2):
        processes = [begin(file, report) for report in (one, other)]
        for process in processes:
            code, _out, lines = said_at_the_end(process)
            assert code == 0
            assert len(lines) <= 1, lines  # that it waits, if that took a while
        assert says(file) in orders


@pytest.mark.slow
def test_a_reader_meanwhile_sees_before_or_after(file: Path, reports: tuple[Path, Path]) -> None:
    process = begin(file, reports[0])
    seen = []
    while process.poll() is None:
        with open_reader(parse(str(file))) as reader:
            counts = [next(reader.query("SELECT count(*) FROM observation")[1])[0] for _ in range(2)]
            assert counts[0] == counts[1]
            seen.append(counts[0])
    process.communicate()
    seen.append(observations(file))
    assert sorted(set(seen)) == [0, OBSERVATIONS]
    assert seen == sorted(seen)


@pytest.fixture
def held(file: Path) -> Iterator[sqlite3.Connection]:
    """Hold the database as a program that writes into it does."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_a_load_waits_for_another_and_says_so(file: Path, small: Path, held: sqlite3.Connection) -> None:
    process = begin(file, small)
    assert process.stderr is not None
    assert process.stderr.readline() == f"{file}: another program writes into it; waiting until that is done\n"
    held.execute("ROLLBACK")
    code, out, lines = said_at_the_end(process)
    assert (code, lines) == (0, [])
    assert "observations,7,0,0,0" in out


@pytest.mark.slow
@POSIX
@pytest.mark.usefixtures("held")
def test_waiting_can_be_interrupted(file: Path, small: Path) -> None:
    process = begin(file, small)
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert interrupted(said_at_the_end(process))


@pytest.mark.usefixtures("held")
def test_waiting_ends_some_time(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("liuzhou_vet.database.writer.PATIENCE", 0)
    monkeypatch.setattr("liuzhou_vet.database.writer.LOOK", 0)
    with pytest.raises(DatabaseError, match="another program holds it; try again when that is done; nothing was changed") as refused:
        enter(parse(str(file)))
    assert refused.value.exit_code == 3
    assert capsys.readouterr().err == ""


def enter(address: Address) -> None:
    with writing(address):
        pass


# No room

LIMITED = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""


def assert_no_room(file: Path, ended: tuple[int, str, list[str]]) -> None:
    code, out, lines = ended
    assert (code, out, len(lines)) == (1, "", 1), ended
    assert lines[0].startswith(f"Error: {file} cannot be written: ")
    assert "nothing was changed; make room" in lines[0]
    assert observations(file) == 0


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("size", [200_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_a_file_that_may_not_grow(file: Path, reports: tuple[Path, Path], size: int) -> None:
    """The system refuses to write more, at the beginning and in the middle, as it does where a disk is full."""
    before = says(file)
    assert_no_room(file, load(file, reports[0], program=LIMITED.format(size=size) + BEGINS))
    assert says(file) == before


def test_a_database_that_may_not_grow(file: Path) -> None:
    """What SQLite says of a full disk, on every system."""
    before = says(file)

    def grow() -> None:
        with writing(parse(str(file))) as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
            for number in range(100_000):
                connection.exec_driver_sql("INSERT INTO topic VALUES (?, ?, 'invented', ?)", (f"t{number}", f"题{number}", number))

    with pytest.raises(VetError, match="nothing was changed; make room") as refused:
        grow()
    assert refused.value.exit_code == 1
    assert len(str(refused.value).splitlines()) == 1
    assert says(file) == before


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Return a function that gives a folder on a disk of its own of so many bytes."""
    made: list[Path] = []

    def make(size: str) -> Path:
        folder = tmp_path / f"disk-{size}"
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("this user may not mount a small disk")
        made.append(folder)
        return folder

    yield make
    for folder in made:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("room", [100, 600])
def test_a_full_disk(catalogue_only: Path, reports: tuple[Path, Path], disk: Callable[[str], Path], room: int) -> None:
    """The disk has so many kilobytes besides the database."""
    file = Path(shutil.copy(catalogue_only, disk(f"{catalogue_only.stat().st_size // 1024 + room}k") / "vet.db"))
    before = says(file)
    assert_no_room(file, load(file, reports[0]))
    assert says(file) == before


@pytest.mark.slow
def test_a_disk_without_a_byte_left(catalogue_only: Path, small: Path, disk: Callable[[str], Path]) -> None:
    """It can still be read, though there is no room for the files that SQLite has beside a database."""
    file = Path(shutil.copy(catalogue_only, disk("3m") / "vet.db"))
    fill = file.with_name("fill")
    with suppress(OSError), fill.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(1000))
    with open_reader(parse(str(file))) as reader:
        assert next(reader.query("SELECT count(*) FROM observation")[1]) == (0,)
    code, _out, lines = load(file, small)
    assert (code, len(lines)) == (1, 1)
    assert "nothing was changed; make room" in lines[0]
    fill.unlink()
    assert load(file, small)[0] == 0
    assert os.listdir(file.parent) == ["vet.db"]
    assert observations(file) == 7


@pytest.mark.slow
def test_no_room_for_temporary_files(file: Path, tmp_path: Path, disk: Callable[[str], Path]) -> None:
    """It is refused, or the load needed no such files."""
    before = says(file)
    temporary = disk("200k")
    ended = load(file, large_report(tmp_path / "report", 1500), env=os.environ | {"SQLITE_TMPDIR": str(temporary)})
    if ended[0] == 0:
        assert observations(file) == 15_007
    else:
        assert_no_room(file, ended)
        assert says(file) == before
    assert os.listdir(temporary) == []


@pytest.mark.slow
def test_no_database_can_be_made_where_there_is_no_room(disk: Callable[[str], Path]) -> None:
    folder = disk("300k")
    command = [sys.executable, "-m", "liuzhou_vet", "--database", str(folder / "vet.db"), "db", "init"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
    assert os.listdir(folder) == []


# Only to be read


def test_what_may_only_be_read(read_only: Address, as_nobody: Callable[[Callable[[], str]], str]) -> None:
    def tries() -> str:
        with pytest.raises(DatabaseError) as refused:
            enter(read_only)
        return f"{refused.value.exit_code} {refused.value}"

    assert as_nobody(tries) == f"3 {read_only} may only be read, it or its folder; nothing was changed"
    assert read_only.path is not None
    assert os.listdir(read_only.path.parent) == ["vet.db"]
