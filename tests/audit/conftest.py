"""The invented city by the packaged rules."""

from pathlib import Path

import pytest
from invented_city import Invented, packaged


@pytest.fixture(scope="session")
def city(liuzhou: Path) -> Invented:
    """Return an invented city whose figures are judged by the packaged catalogue."""
    return Invented(packaged(liuzhou))
