"""Every table, view, column and coded value has its words in both languages, and no word is about nothing."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from liuzhou_vet.intake.forms import FORMS as ALL_FORMS
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.tables.code_lists import CODE_LISTS
from liuzhou_vet.schema.views import VIEWS

LABELS = Path(__file__).parents[2] / "seeds" / "catalogue" / "labels.csv"
KINDS = {"text", "code", "integer", "number", "boolean", "list", "date"}
WORDS = ("zh", "en", "meaning_zh", "meaning_en")
TABLES = {name: [column.name for column in table.columns] for name, table in Base.metadata.tables.items()}
ANSWERS = {name: [column.name for column in create.selectable.selected_columns] for name, create in VIEWS.items()}
FORMS = {name: [field.name for field in form.fields] for name, form in ALL_FORMS.items()}


def _labels() -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _labels()
BY_KEY = {(row["item"], row["part"], row["coded"]): row for row in ROWS}
COLUMNS = [row for row in ROWS if row["part"] and not row["coded"]]
VALUES = [row for row in ROWS if row["coded"]]


def _things() -> Iterator[tuple[str, str]]:
    """Yield every item, and every column of it, that must have words."""
    for things in (TABLES, ANSWERS, FORMS):
        for item, columns in things.items():
            yield item, ""
            for column in columns:
                yield item, column


THINGS = set(_things())


def test_the_file_is_plain_utf8() -> None:
    content = LABELS.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    content.decode("utf-8")


def test_no_table_and_view_share_a_name() -> None:
    assert not set(TABLES) & set(ANSWERS)


def test_every_table_view_and_column_has_a_label() -> None:
    missing = sorted(THINGS - {(item, part) for item, part, coded in BY_KEY if not coded})
    assert not missing


def test_no_label_is_about_nothing() -> None:
    orphans = [(row["item"], row["part"]) for row in ROWS if (row["item"], row["part"]) not in THINGS]
    assert not orphans


def test_no_label_stands_twice() -> None:
    assert len(BY_KEY) == len(ROWS)


def test_every_label_has_words_in_both_languages() -> None:
    blank = [key for key, row in BY_KEY.items() if not all(row[word].strip() for word in WORDS)]
    assert not blank


def test_english_holds_no_chinese_but_quotations() -> None:
    heads = [key for key, row in BY_KEY.items() if not row["en"].isascii()]
    assert not heads


def test_a_meaning_says_more_than_the_head() -> None:
    idle = [key for key, row in BY_KEY.items() if row["meaning_zh"] == row["zh"] or row["meaning_en"].lower() == row["en"].lower()]
    assert not idle


def test_heads_fit_a_table() -> None:
    long = [(row["item"], row["part"], row["zh"], row["en"]) for row in COLUMNS if len(row["zh"]) > 8 or len(row["en"].split()) > 3]
    assert not long


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_columns_of_an_item_share_a_head(language: str) -> None:
    heads = Counter((row["item"], row[language].lower()) for row in COLUMNS)
    assert not [head for head, times in heads.items() if times > 1]


def test_every_column_has_a_kind() -> None:
    wrong = [(row["item"], row["part"], row["kind"]) for row in COLUMNS if row["kind"] not in KINDS]
    assert not wrong


def test_items_and_values_have_no_kind() -> None:
    assert not [key for key, row in BY_KEY.items() if (row["coded"] or not row["part"]) and row["kind"] + row["code_list"]]


def test_code_lists_named_by_columns_exist() -> None:
    for row in COLUMNS:
        assert row["code_list"] in {"", *CODE_LISTS}, (row["item"], row["part"])
        assert not row["code_list"] or row["kind"] == "code", (row["item"], row["part"])


def test_a_column_that_refers_to_a_code_list_says_so() -> None:
    for name, table in Base.metadata.tables.items():
        for column in table.columns:
            lists = {key.column.table.name for key in column.foreign_keys} & set(CODE_LISTS)
            assert BY_KEY[name, column.name, ""]["code_list"] == "".join(lists), (name, column.name)


def test_every_code_list_has_values() -> None:
    filled = {row["item"] for row in VALUES if row["part"] == "code"}
    assert filled == set(CODE_LISTS)


def test_values_belong_to_a_code_list_or_a_coded_column_of_a_view() -> None:
    """A view's column may have values of its own, or of a second list, beside those of its code list."""
    for row in VALUES:
        in_list = row["item"] in CODE_LISTS and row["part"] == "code"
        in_view = row["item"] in ANSWERS and BY_KEY[row["item"], row["part"], ""]["kind"] == "code"
        assert in_list or in_view, (row["item"], row["part"], row["coded"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_values_of_a_list_share_their_word(language: str) -> None:
    words = Counter((row["item"], row["part"], row[language].lower()) for row in VALUES)
    assert not [word for word, times in words.items() if times > 1]


def test_a_form_and_its_label_name_the_same_code_list() -> None:
    for form in ALL_FORMS.values():
        for field in form.fields:
            named = field.kind.removeprefix("list:")
            if field.kind.startswith("list:") and named in CODE_LISTS:
                assert named == BY_KEY[form.name, field.name, ""]["code_list"], (form.name, field.name)
