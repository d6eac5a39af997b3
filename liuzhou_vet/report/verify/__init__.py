"""A report's text held against what is stored of it, number by number; knows plain records only, no database and no screen."""

from .account import Account, verify
from .records import Cited, Dated, Figure, Found, Heading, Named, Stated

__all__ = ["Account", "Cited", "Dated", "Figure", "Found", "Heading", "Named", "Stated", "verify"]
