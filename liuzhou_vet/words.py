"""Words for users: which language they read, and the message catalogue; knows no command and no data.

Messages are written in English in the code, wrapped in `_`, and translated by `locale/zh/LC_MESSAGES/messages.po`; click asks the
same `gettext` domain for its own words, so they are translated there too.
"""

import gettext
import os
import sys
from pathlib import Path

LANGUAGES = ("zh", "en")
_ = gettext.gettext
ngettext = gettext.ngettext


def use_language(language: str) -> None:
    """Make `language` (zh or en) the language of every later message of this process, click's own included."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


def current_language() -> str:
    """Return the language in use, zh or en."""
    return os.environ.get("LANGUAGE", "en")


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
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


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
