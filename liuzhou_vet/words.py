"""Words for users: which language they read, and the message catalogue; knows no command and no data.

Messages are written in English in the code, wrapped in `_`, and translated by `locale/zh/LC_MESSAGES/messages.po`; click asks the
same `gettext` domain for its own words, so they are translated there too. `python tests/messages.py` keeps the catalogue.
"""

import gettext
import os
import sys
from collections.abc import Iterable
from functools import cache

LANGUAGES = ("zh", "en")
LOCALE = os.path.join(os.path.dirname(__file__), "locale")


def use_language(language: str) -> None:
    """Make `language` (zh or en) the language of every later message of this process, click's own included."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", LOCALE)


def current_language() -> str:
    """Return the language in use, zh or en."""
    return "zh" if os.environ.get("LANGUAGE") == "zh" else "en"


def _(message: str) -> str:
    """Return a message in the language in use."""
    return _catalogue(current_language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the message for one or that for many, in the language in use."""
    return _catalogue(current_language()).ngettext(one, many, count)


def listed(words: Iterable[str]) -> str:
    """Return words as a list inside a sentence of the language in use."""
    return ("、" if current_language() == "zh" else ", ").join(words)


def in_brackets(word: str, more: str) -> str:
    """Return a word with more about it in the brackets of the language in use."""
    return f"{word}（{more}）" if current_language() == "zh" else f"{word} ({more})"


# What stands before and behind a hedged number; 多 stands between number and unit (50多所).
_HEDGES_ZH = {"at_least": ("", "以上"), "at_most": ("", "以下"), "about": ("约", ""), "over": ("", "多"), "under": ("近", "")}
_HEDGES_EN = {"at_least": (">=", ""), "at_most": ("<=", ""), "about": ("~", ""), "over": (">", ""), "under": ("<", "")}


def hedged(text: str, bound: str | None, unit: str | None, blank: str = " ") -> str:
    """Return a number's text with its hedge and unit: `约2662 元/月`, `50多 所`, `94.32 % 以上`; blank: what stands between."""
    before, after = (_HEDGES_ZH if current_language() == "zh" else _HEDGES_EN).get(bound or "", ("", ""))
    if after == "多":
        return f"{text}{after}{blank}{unit or ''}".rstrip(" ")
    return blank.join(part for part in (before + text, unit, after) if part)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, read once; English is the language of the messages themselves."""
    if language == "en":
        return gettext.NullTranslations()
    with open(os.path.join(LOCALE, language, "LC_MESSAGES", "messages.mo"), "rb") as file:
        return gettext.GNUTranslations(file)


def chosen_language(arguments: list[str]) -> str:
    """Return the language the user reads: from `--lang`, VET_LANG, the locale variables, the system's interface, else en.

    Reads the command line itself, since help is printed before any option is parsed.
    """
    asked = _option(arguments) or os.environ.get("VET_LANG", "")
    if asked in LANGUAGES:
        return asked
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := os.environ.get(variable):
            return "zh" if locale.startswith("zh") else "en"
    return _system_language()


def _option(arguments: list[str]) -> str:
    """Return what `--lang` says, of several the last one, as click takes it."""
    said = ""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
        elif argument == "--lang" and place + 1 < len(arguments):
            said = arguments[place + 1]
    return said


def _system_language() -> str:
    """Return the language of the system's interface on Windows and macOS, else en."""
    if sys.platform == "win32":
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "zh" if primary == 0x04 else "en"
    if sys.platform == "darwin":
        import subprocess

        asked = subprocess.run(["defaults", "read", "-g", "AppleLanguages"], capture_output=True, text=True, check=False)
        return "zh" if asked.stdout.strip('( \n"').startswith("zh") else "en"
    return "en"
