"""The `:name` parameters of somebody's own SQL: found as PostgreSQL reads it, so not within quotes, comments or casts."""

import re
from collections.abc import Mapping
from typing import Any

from ...errors import UsageError, VetError
from ...words import _, listed

COMMENT = r"/\*(?:(?!/\*|\*/).)*\*/"
for _depth in range(3):  # a comment may hold others
    COMMENT = rf"/\*(?:(?!/\*|\*/).|{COMMENT})*\*/"
PIECES = re.compile(
    rf"""
      \b[eE]'(?:[^'\\]|\\.|'')*'         # a text with escapes
    | '(?:[^']|'')*'                     # a text
    | "(?:[^"]|"")*"                     # a name
    | [^\W\d][\w$]*                      # a name or a word, which may hold a $
    | \$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$
    | --[^\n]*
    | {COMMENT}
    | ::
    | :(?P<name>[^\W\d]\w*)
    """,
    re.DOTALL | re.VERBOSE,
)


def numbered(statement: str, values: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the statement with `$1` for its first parameter, and the values in that order, as text of a type that the server finds.

    VetError names a parameter without a value, UsageError a value without a parameter.
    """
    order: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        name = found["name"]
        return f"${order.setdefault(name, len(order) + 1)}" if name else found[0]

    text = PIECES.sub(number, statement)
    for name in order:
        if name not in values:
            raise VetError(_("the statement needs a value for :{name}; give it with -p {name}=VALUE").format(name=name))
    for name in values:
        if name not in order:
            known = listed(f":{each}" for each in order) or "-"
            raise UsageError(_("the statement has no parameter :{name}; it has: {known}").format(name=name, known=known))
    return text, [str(values[name]) for name in order]
