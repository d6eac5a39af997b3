"""How a cell becomes text, and which heads columns get: the one place that knows; knows neither format nor file.

Programs read names and codes, people read labels. Numbers carry the decimals of their source in both.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from ..words import _
from .result import Column, Row

if TYPE_CHECKING:
    from decimal import Context

Show = Callable[[Row], str]
MOST_DIGITS = 400  # before the point and after it, of any float in plain notation


def heads_for_programs(columns: Iterable[Column]) -> list[str]:
    """Return the names of the shown columns, the second of one name as `name_2`: no JSON key may swallow another."""
    heads: list[str] = []
    for column in columns:
        if not column.hidden:
            heads.append(_unused(column.name, heads))
    return heads


def heads_for_people(columns: Iterable[Column]) -> list[str]:
    """Return the labels of the shown columns, beginning with a capital; the name where a column has no label."""
    return [column.label[:1].upper() + column.label[1:] or column.name for column in columns if not column.hidden]


def for_programs(columns: tuple[Column, ...]) -> list[Show]:
    """Return for each shown column the function that makes a row's cell text for csv and tsv: codes, a list as JSON text."""
    return [_show(columns, place, _text_of(column)) for place, column in enumerate(columns) if not column.hidden]


def for_people(columns: tuple[Column, ...]) -> list[Show]:
    """Return for each shown column the function that makes a row's cell text for people: labels for codes, a list joined."""
    return [_show(columns, place, _label_of(column)) for place, column in enumerate(columns) if not column.hidden]


def number(value: Any, decimals: int | None = None) -> str:
    """Return a number in plain notation: with so many decimals, rounded half away from zero; without, as short as it is exact.

    Decimal arithmetic on the number's shortest text, so that 10934.8 with 2 decimals is 10934.80 and 0.145 is 0.15.
    """
    text = str(value)
    if not decimals and type(value) is int:
        return text
    if not text[-1].isdigit():  # not finite
        return {"inf": "Infinity", "-inf": "-Infinity"}.get(text, text)
    if "e" in text or "E" in text:
        text = _decimal(text)
    whole, _point, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    if decimals is not None and decimals < len(fraction):
        whole, _point, fraction = _decimal(text, decimals).partition(".")
    if decimals is not None:
        fraction = fraction.ljust(decimals, "0")
    text = f"{whole}.{fraction}" if fraction else whole
    return text.removeprefix("-") if not text.strip("-0.") else text


def _decimal(text: str, decimals: int | None = None) -> str:
    """Return a number's text in plain notation, rounded half away from zero if so many decimals are asked for."""
    import decimal  # costs 5 ms, and most answers can do without

    exact = decimal.Decimal(text)
    if decimals is not None:
        exact = exact.quantize(decimal.Decimal(1).scaleb(-max(decimals, 0)), context=_half_away_from_zero())
    return format(exact, "f")


@cache
def _half_away_from_zero() -> "Context":
    from decimal import ROUND_HALF_UP, Context

    return Context(prec=2 * MOST_DIGITS, rounding=ROUND_HALF_UP)


def decimals_of(columns: tuple[Column, ...], column: Column) -> Callable[[Row], int | None]:
    """Return the function that says how many decimals a number column has in a row, None where nothing is known."""
    if not column.decimals:
        return lambda row: None
    place, more = [each.name for each in columns].index(column.decimals), column.more
    return lambda row: None if row[place] is None else int(row[place]) + more


def listed(value: Any) -> list[Any]:
    """Return a list cell as a list: databases give JSON text, or nothing where there is none."""
    if isinstance(value, str):
        import json

        return list(json.loads(value))
    return list(value) if value is not None else []


def _unused(name: str, taken: list[str]) -> str:
    number_of = 2
    unused = name
    while unused in taken:
        unused = f"{name}_{number_of}"
        number_of += 1
    return unused


def _show(columns: tuple[Column, ...], place: int, text_of: Callable[[Any], str]) -> Show:
    column = columns[place]
    if column.kind != "number" or not column.decimals:
        return lambda row: text_of(row[place])
    decimals = decimals_of(columns, column)

    def show_number(row: Row) -> str:
        value = row[place]
        return number(value, decimals(row)) if is_number(value) else text_of(value)

    return show_number


def _text_of(column: Column) -> Callable[[Any], str]:
    if column.kind == "list":
        from json import JSONEncoder

        encode = JSONEncoder(ensure_ascii=False).encode
        return lambda value: encode(listed(value))
    if column.kind == "object":
        from json import JSONEncoder

        encode = JSONEncoder(ensure_ascii=False).encode
        return lambda value: encode(value) if isinstance(value, dict) else plain(value)
    if column.kind == "boolean":
        return lambda value: "" if value is None else "true" if value else "false"
    return plain


def _label_of(column: Column) -> Callable[[Any], str]:
    labels = column.values
    if column.kind == "list":
        return lambda value: "、".join([labels.get(plain(each), plain(each)) for each in listed(value)])
    if column.kind == "boolean":
        yes, no = _("yes"), _("no")  # once: asking gettext for each cell would take most of the time
        return lambda value: "" if value is None else yes if value else no
    if labels:
        return lambda value: labels.get(plain(value), plain(value))
    return plain


def is_number(value: Any) -> bool:
    """Say whether a cell is a number, a Decimal as PostgreSQL gives it included, and no truth value."""
    return (isinstance(value, (int, float)) and not isinstance(value, bool)) or type(value).__name__ == "Decimal"


def plain(value: Any) -> str:
    """Return the text of a single value of whatever type a database gives, bytes as the hexadecimal literal of SQL."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_number(value):
        return number(value)
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return str(value)
