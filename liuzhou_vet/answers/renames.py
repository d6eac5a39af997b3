"""A school under all of its names: a change of name gives it a new code, and the reports say which it had before."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..database.reader import Reader

RENAMES = "SELECT DISTINCT predecessor_code, successor_code FROM succession WHERE succession_kind = 'renamed' ORDER BY 1, 2"


def renames(reader: "Reader") -> dict[str, str]:
    """Return for what was renamed its code under the old name, by its code under the new one."""
    return {new: old for old, new in reader.query(RENAMES)[1] if new != old}


def under_any_name(reader: "Reader", code: str) -> list[str]:
    """Return a thing's codes under all names it ever had, the given one first."""
    pairs = renames(reader).items()
    codes = [code]
    for known in codes:  # grows while it is gone through: a name may change more than once
        others = [old for new, old in pairs if new == known] + [new for new, old in pairs if old == known]
        codes += [other for other in others if other not in codes]
    return codes


def latest_names(reader: "Reader") -> dict[str, str]:
    """Return for what was renamed the code under its latest name, by each earlier code."""
    new_names = {old: new for new, old in renames(reader).items()}
    latest = {}
    for code in new_names:
        seen = {code}
        last = code
        while new_names.get(last, last) not in seen:
            last = new_names[last]
            seen.add(last)
        latest[code] = last
    return latest
