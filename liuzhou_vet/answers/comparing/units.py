"""What units count, as the database says; a figure is compared with another only in the same unit."""

from decimal import Decimal
from typing import TYPE_CHECKING

from .series import Unit

if TYPE_CHECKING:
    from ...database.reader import Reader


def units_of(reader: "Reader") -> dict[str, Unit]:
    """Return what each unit counts, by its name; points are subtracted from per cent."""
    rows = reader.query("SELECT name, dimension, factor FROM unit")[1]
    return {name: Unit(dimension.removesuffix("_difference"), Decimal(str(factor))) for name, dimension, factor in rows}
