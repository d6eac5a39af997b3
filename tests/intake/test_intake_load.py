"""Loading: a folder is the whole truth about its report, a single file about its form; all or nothing; again is nothing."""

from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.errors import VetError


def differing(counts: dict[str, tuple[int, int, int, int]]) -> dict[str, tuple[int, int, int, int]]:
    return {form: numbers for form, numbers in counts.items() if numbers[0] or numbers[1] or numbers[3]}


def test_a_first_load_adds_everything(city: Any, database: Any) -> None:
    counts = database.load(city.path)
    assert counts["schools"] == (2, 0, 0, 0)
    assert counts["observations"] == (7, 0, 0, 0)
    assert counts["awards"] == (0, 0, 0, 0)
    assert all(changed == unchanged == removed == 0 for _added, changed, unchanged, removed in counts.values())
    assert database.rows("PRAGMA foreign_key_check") == []


def test_the_same_again_changes_nothing_and_writes_nothing(city: Any, database: Any) -> None:
    database.load(city.path)
    before = database.contents()
    counts = database.load(city.path)
    assert differing(counts) == {}
    assert counts["observations"] == (0, 0, 7, 0)
    assert database.contents() == before


def test_added_changed_removed_and_unchanged_are_counted_by_rows_of_the_form(city: Any, database: Any) -> None:
    database.load(city.path)
    city.replace("schools", "甲校,secondary_vocational", "新甲校,secondary_vocational")  # in table subject
    city.replace("schools", "（民办）,private", ",private")  # in table school_listing
    city.replace("programme_changes", "opened,1.2,", "opened,1.2,虚构的备注")
    city.replace("observations", "甲校,", "xugou-jia,")
    city.replace("observations", "70人", "71人")  # another citation: the row has changed, though its id is another
    city.remove("mentions", 3)
    city.add("documents", "xugou-wenjian-2,虚构的通知之二,,notice,,,")
    for form, column in (("programmes", "甲校"), ("school_honours", "甲校"), ("successions", "甲校")):
        city.replace(form, f"{column},", "xugou-jia,")
    assert differing(database.load(city.path)) == {
        "schools": (0, 2, 0, 0),
        "programme_changes": (0, 1, 0, 0),
        "observations": (0, 1, 6, 0),
        "mentions": (0, 0, 1, 1),
        "documents": (1, 0, 1, 0),
    }
    assert database.rows("SELECT name, short_name FROM subject WHERE code = 'xugou-jia'") == [("虚构市甲职业学校", "新甲校")]
    assert database.rows("SELECT id FROM observation WHERE printed IN ('70人', '71人')") == [
        ("xugou-2031:xugou-jia:full_time_teachers:2031:end@1.1:71人",)
    ]


def test_another_order_is_followed_but_is_no_change(city: Any, database: Any) -> None:
    database.load(city.path)
    lines = city.file("observations").read_text(encoding="utf-8").splitlines()
    city.file("observations").write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    assert differing(database.load(city.path)) == {}
    assert database.rows("SELECT printed FROM observation ORDER BY ordinal")[0] == ("三十人",)


def test_a_row_that_is_gone_is_removed_with_all_that_hung_on_it(city: Any, database: Any) -> None:
    database.load(city.path)
    city.remove("activities", 2)
    city.remove("participation", 2)
    city.remove("observations", 8)
    assert differing(database.load(city.path)) == {
        "activities": (0, 0, 1, 1),
        "participation": (0, 0, 1, 1),
        "observations": (0, 0, 6, 1),
    }
    for table, column in (("subject", "code"), ("activity", "code"), ("mention", "subject_code")):
        assert database.rows(f"SELECT * FROM {table} WHERE {column} = 'xugou-jia.peixun'") == []


def test_a_single_form_leaves_the_others_alone(city: Any, database: Any) -> None:
    database.load(city.path)
    before = database.contents()
    city.file("mentions").write_text("subject,section\nxugou-yi,1.2\n", encoding="utf-8")
    city.file("awards").unlink()
    assert database.load(city.file("mentions")) == {"mentions": (1, 0, 0, 2)}
    after = database.contents()
    assert {table for table in before if before[table] != after[table]} == {"mention", "provenance", "seed_load", "sqlite_sequence"} & set(
        before
    )
    assert database.rows("SELECT section FROM mention WHERE subject_code = 'xugou-jia'") == [("1.1",)]  # as the form of schools says


def test_a_single_form_may_refer_to_what_is_on_record(city: Any, database: Any) -> None:
    database.load(city.path)
    assert database.load(city.file("improvements"), city.file("remarks"), city.file("participation")) == {
        "participation": (0, 0, 2, 0),
        "improvements": (0, 0, 1, 0),
        "remarks": (0, 0, 1, 0),
    }


def test_a_single_form_before_its_report_is_refused(city: Any, database: Any) -> None:
    faults = [fault for fault in database.refusal(city.file("documents"), city.file("not_data")) if fault.severity == "error"]
    assert [(Path(fault.file).name, fault.line, fault.column) for fault in faults] == [("report.toml", 2, "code")]
    assert database.rows("SELECT count(*) FROM document") == [(0,)]


def test_an_observation_with_a_remark_does_not_go_alone(city: Any, database: Any) -> None:
    database.load(city.path)
    city.replace("observations", "120", "121")
    with pytest.raises(VetError, match="xugou-shuoming"):
        database.load(city.file("observations"))
    city.replace("remarks", "120", "121")
    assert database.load(city.file("observations"), city.file("remarks")) == {"observations": (0, 1, 6, 0), "remarks": (0, 1, 0, 0)}


def test_a_refused_load_leaves_nothing(city: Any, database: Any) -> None:
    before = database.contents()
    city.replace("not_data", "list_mark", "nothing")
    faults = database.refusal(city.path)
    assert [(fault.line, fault.column) for fault in faults if fault.severity == "error"] == [(2, "not_data_kind")]
    assert database.contents() == before


def test_a_dry_run_says_the_same_and_writes_nothing(city: Any, database: Any) -> None:
    before = database.contents()
    said = database.load(city.path, dry_run=True)
    assert database.contents() == before
    assert database.load(city.path) == said


def test_strict_makes_warnings_refuse(city: Any, database: Any) -> None:
    warnings: list[Any] = []
    database.load(city.path, warn=warnings.append)
    assert [warning.rule for warning in warnings] == ["no_citation"]
    assert [fault.severity for fault in database.refusal(city.path, strict=True)] == ["warning"]


def test_what_was_loaded_is_recorded(city: Any, database: Any) -> None:
    import hashlib

    database.load(city.path)
    count = len(list(city.path.glob("*.csv"))) + 2
    assert database.rows("SELECT count(*) FROM seed_load WHERE source = 'xugou-2031'") == [(count,)]
    sha256 = hashlib.sha256(city.file("schools").read_bytes()).hexdigest()
    row = database.rows("SELECT loaded_by, path, sha256, added, changed, unchanged, removed FROM seed_load WHERE form = 'schools'")
    assert row == [("a test", str(city.file("schools")), sha256, 2, 0, 0, 0)]


def test_another_file_that_says_the_same_is_recorded_alone(city: Any, database: Any) -> None:
    database.load(city.path)
    city.file("schools").write_bytes(city.file("schools").read_bytes().replace(b"\n", b"\r\n"))
    before = database.contents()
    database.load(city.path)
    after = database.contents()
    assert len(after["seed_load"]) == len(before["seed_load"]) + 1
    assert {table for table in before if before[table] != after[table]} <= {"seed_load", "sqlite_sequence"}


def test_two_reports_at_once_share_their_subjects(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    counts = database.load(city.path, later.path)
    assert counts["xugou-2031/schools"] == counts["xugou-2032/schools"] == (2, 0, 0, 0)
    assert database.rows("SELECT count(*) FROM subject WHERE code LIKE 'xugou-jia%'") == [(4,)]
    assert database.rows("SELECT count(*) FROM observation") == [(14,)]
    assert database.rows("PRAGMA foreign_key_check") == []


def test_no_other_report_is_touched(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    database.load(city.path)
    earlier = {table: [row for row in rows if "xugou-2031" in row] for table, rows in database.contents().items()}
    database.load(later.path)
    later.file("mentions").write_text("subject,section\n", encoding="utf-8")
    later.file("observations").write_text(later.file("observations").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    later.file("remarks").write_text(later.file("remarks").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    database.load(later.path)
    assert {table: [row for row in rows if "xugou-2031" in row] for table, rows in database.contents().items()} == earlier


def test_a_shared_thing_goes_when_nobody_defines_it(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    database.load(city.path, later.path)
    for folder in (city, later):
        assert database.rows("SELECT name FROM subject WHERE code = 'xugou-jituan'") == [("虚构职教集团",)]
        folder.remove("groups", 2)
        folder.remove("group_members", 2)
        assert differing(database.load(folder.path)) == {"groups": (0, 0, 0, 1), "group_members": (0, 0, 0, 1)}
    assert database.rows("SELECT * FROM subject WHERE code = 'xugou-jituan'") == []
    assert database.rows("SELECT * FROM education_group") == []


def test_a_shared_thing_stays_while_another_report_refers_to_it(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    database.load(city.path, later.path)
    later.remove("groups", 2)
    assert differing(database.load(later.path)) == {"groups": (0, 0, 0, 1)}  # its member refers to the group of the year before
    city.remove("groups", 2)
    city.remove("group_members", 2)
    database.load(city.path)
    assert database.rows("SELECT name FROM subject WHERE code = 'xugou-jituan'") == [("虚构职教集团",)]
    later.remove("group_members", 2)
    database.load(later.path)
    assert database.rows("SELECT name FROM subject WHERE code = 'xugou-jituan'") == []


def test_a_report_may_refer_to_what_another_report_defines(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    later.remove("enterprises", 2)
    faults = [fault for fault in database.refusal(later.path) if fault.severity == "error"]
    assert {(Path(fault.file).name, fault.column) for fault in faults} == {("cooperation.csv", "partner"), ("schools.csv", "host")}
    database.load(city.path)
    assert database.load(later.path)["cooperation"] == (1, 0, 0, 0)


def test_a_stable_attribute_that_differs_from_another_report(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    database.load(city.path)
    later.replace("enterprises", "虚构业", "另一业")
    (fault,) = (fault for fault in database.refusal(later.path) if fault.severity == "error")
    assert (Path(fault.file).name, fault.line, fault.column, fault.rule) == ("enterprises.csv", 2, "industry", "stable")
    assert "虚构业" in fault.message
    assert "xugou-2031" in fault.message
    city.replace("enterprises", "虚构业", "另一业")
    database.load(city.path)  # its only definer may correct it
    database.load(later.path)
    assert database.rows("SELECT industry FROM enterprise WHERE code = 'xugou-gongsi'") == [("另一业",)]


def test_where_an_alias_stands_may_differ_by_report(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    later.replace("report_aliases", "former,1.1", "former,1.2")
    database.load(city.path)
    warnings: list[Any] = []
    database.load(later.path, warn=warnings.append)
    assert [(warning.column, warning.rule) for warning in warnings] == [("section", "no_citation"), ("section", "stable")]
    assert database.rows("SELECT section FROM subject_alias WHERE alias = '甲校的曾用名'") == [("1.1",)]
    assert differing(database.load(city.path, later.path)) == {}


def test_a_subject_may_move_to_another_form(city: Any, database: Any) -> None:
    database.load(city.path)
    city.add("institutions", "xugou-gongsi,虚构市某某有限公司,某某公司,,other,,1.2")
    city.remove("enterprises", 2)
    assert differing(database.load(city.path)) == {"enterprises": (0, 0, 0, 1), "institutions": (1, 0, 0, 0)}
    assert database.rows("SELECT kind FROM subject WHERE code = 'xugou-gongsi'") == [("institution",)]
    assert database.rows("SELECT count(*) FROM enterprise") == [(0,)]
    assert differing(database.load(city.path)) == {}


def test_a_code_may_change_and_names_may_be_swapped(city: Any, database: Any) -> None:
    """Unique names pass from one row to another in one load."""
    head = "code,name,name_en,criterion,note\n"
    city.file("scopes").write_text(f"{head}xugou-a,虚构口径一,one,x,\nxugou-b,虚构口径二,two,x,\n", encoding="utf-8")
    database.load(city.path)
    city.file("scopes").write_text(f"{head}xugou-a,虚构口径二,two,x,\nxugou-c,虚构口径一,one,x,\n", encoding="utf-8")
    assert differing(database.load(city.path)) == {"scopes": (1, 1, 0, 1)}
    assert database.rows("SELECT code, name FROM scope WHERE code LIKE 'xugou%' ORDER BY code") == [
        ("xugou-a", "虚构口径二"),
        ("xugou-c", "虚构口径一"),
    ]
    city.file("scopes").unlink()  # such a form may be missing: then the report adds nothing to the catalogue
    assert differing(database.load(city.path)) == {"scopes": (0, 0, 0, 2)}


def test_a_name_that_another_thing_bears(city: Any, database: Any) -> None:
    city.file("units").write_text("code,name,name_en,dimension,factor\nxugou-unit,人,x,x,1\n", encoding="utf-8")
    (fault,) = (fault for fault in database.refusal(city.path) if fault.severity == "error")
    assert (fault.line, fault.column, fault.rule) == (2, "name", "unique")


def test_a_corrected_edition_supersedes_the_first(city: Any, database: Any, tmp_path: Path) -> None:
    later = city.next_year(tmp_path / "2032")
    later.replace("report.toml", "year = 2032", 'year = 2031\nedition = 2\nsupersedes = "xugou-2031"')
    database.load(later.path, city.path)
    assert database.rows("SELECT edition, supersedes_code FROM report ORDER BY code") == [(1, None), (2, "xugou-2031")]


def test_the_report_file_alone(city: Any, database: Any) -> None:
    database.load(city.path)
    city.replace("report.toml", "虚构的规模", "虚构的大小")
    assert database.load(city.file("report.toml")) == {"report": (0, 0, 1, 0), "sections": (0, 1, 3, 0)}


def test_the_check_against_a_database_and_without_one(city: Any, database: Any, tmp_path: Path) -> None:
    from liuzhou_vet.intake.check import check, left_out

    later = city.next_year(tmp_path / "2032")
    later.remove("enterprises", 2)
    database.load(city.path)
    assert [fault.column for fault in check([later.path]) if fault.severity == "error"] == ["partner", "host"]
    assert [fault for fault in check([later.path], database.query) if fault.severity == "error"] == []
    assert left_out()


def test_the_check_of_a_single_form_knows_its_folder(city: Any, database: Any) -> None:
    from liuzhou_vet.intake.check import check

    for form in ("remarks", "improvements", "observations", "cooperation", "report.toml"):
        assert [fault for fault in check([city.file(form)]) if fault.severity == "error"] == []
    database.load(city.path)
    for form in ("remarks", "improvements", "observations", "cooperation", "report.toml"):
        assert [fault for fault in check([city.file(form)], database.query) if fault.severity == "error"] == []


def test_the_catalogue_again_changes_nothing(database: Any) -> None:
    from liuzhou_vet.database.resources import seeds_folder

    before = database.contents()
    assert differing(database.load(seeds_folder() / "catalogue")) == {}
    assert database.contents() == before


def test_a_coded_value_may_come_and_go(database: Any, tmp_path: Path) -> None:
    import shutil

    from liuzhou_vet.database.resources import seeds_folder

    catalogue = tmp_path / "catalogue"
    shutil.copytree(seeds_folder() / "catalogue", catalogue)
    labels = (catalogue / "labels.csv").read_text(encoding="utf-8")
    (catalogue / "labels.csv").write_text(f"{labels}bound,code,nearly,将近,nearly,虚构的取值,invented value,,\n", encoding="utf-8")
    assert differing(database.load(catalogue)) == {"labels": (1, 0, len(labels_rows(labels)), 0)}
    assert database.rows("SELECT count(*) FROM bound WHERE code = 'nearly'") == [(1,)]
    (catalogue / "labels.csv").write_text(labels, encoding="utf-8")
    assert differing(database.load(catalogue)) == {"labels": (0, 0, len(labels_rows(labels)), 1)}
    assert database.rows("SELECT count(*) FROM bound WHERE code = 'nearly'") == [(0,)]


def labels_rows(text: str) -> list[list[str]]:
    import csv
    import io

    return list(csv.reader(io.StringIO(text)))[1:]


@pytest.mark.slow
def test_whatever_was_loaded_before_the_folder_is_the_whole_truth(city: Any, database: Any, tmp_path: Path) -> None:
    """After any number of other loads of the report, loading it gives what a first load gives."""
    import csv
    import random
    import shutil

    from liuzhou_vet.intake.check import Refused
    from liuzhou_vet.intake.forms import REPORT

    chance = random.Random(2031)
    database.load(city.path)
    expected = {table: rows for table, rows in database.contents().items() if table not in ("seed_load", "sqlite_sequence")}
    loaded = 0
    for attempt in range(30):
        other = tmp_path / f"other-{attempt}"
        shutil.copytree(city.path, other)
        for form in chance.sample([form.name for form in REPORT], 3):
            with (other / f"{form}.csv").open(encoding="utf-8", newline="") as stream:
                head, *rows = csv.reader(stream)
            if rows:
                row = chance.choice(rows)
                if chance.random() < 0.5:
                    rows.remove(row)
                else:
                    row[chance.randrange(len(row))] = chance.choice(["", "虚构", "1.2", "1", "2031", "xugou-jia", "A", "project"])
            with (other / f"{form}.csv").open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows([head, *rows])
        try:
            database.load(other)
        except Refused:
            continue
        loaded += 1
        assert differing(database.load(other)) == {}
        assert database.rows("PRAGMA foreign_key_check") == []
    assert loaded > 3
    database.load(city.path)
    assert {table: rows for table, rows in database.contents().items() if table in expected} == expected
