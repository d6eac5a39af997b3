"""The program `vet`: the language first, then the command, and every error as one line with its exit code."""

import io
import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..words import _, chosen_language, current_language, use_language

if TYPE_CHECKING:
    import click


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    given = [_text(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    typed = os.environ.get("COMP_WORDS", "").split() if "_VET_COMPLETE" in os.environ else given
    use_language(chosen_language(typed))
    sys.unraisablehook = _interrupt_again
    try:
        from ..render.output import run_quietly

        code = run_quietly(lambda: run(given))
    except KeyboardInterrupt:  # outside the command: while something is imported
        code = _fail(_("interrupted"), 130)
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said; Python's own end would print a traceback
    sys.exit(code)


def _interrupt_again(ignored: "sys.UnraisableHookArgs") -> None:
    """Send Ctrl-C once more that came while Python tidied up, where it is ignored with a traceback; anything else is told as ever."""
    if ignored.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(ignored)
        return
    import _thread
    import threading

    threading.Timer(0.05, _thread.interrupt_main).start()


def _text(argument: str) -> str:
    """Return an argument as the UTF-8 that it is, whatever the locale made of it; a byte that is none is replaced."""
    return os.fsencode(argument).decode("utf-8", "replace") if not argument.isascii() else argument


def run(arguments: list[str]) -> int:
    """Run one command line and return the exit code; the language is set already."""
    import click

    from ..errors import VetError
    from .program import program

    _use_utf8()
    try:
        if "_VET_COMPLETE" in os.environ:  # a shell asks for completions
            from . import shells

            shells.answer(program)
        with program.make_context("vet", arguments) as context:  # main() would print an empty line when it is interrupted
            program.invoke(context)
    except VetError as error:
        return _fail(str(error), error.exit_code)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return _fail(_("interrupted"), 130)
    except KeyboardInterrupt:
        return _fail(_("interrupted"), 130)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        return error.exit_code
    except click.ClickException as error:
        return _fail(_one_line(error), error.exit_code)
    except Exception as error:
        if os.environ.get("VET_TRACEBACK"):
            raise
        return _fail(_unforeseen(error), 1)
    return 0


def _unforeseen(error: Exception) -> str:
    """Return one line for a fault of the program itself: no traceback reaches a user who did not ask for it."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return _("a fault of the program: {reason}; set VET_TRACEBACK=1 and run it again to see where").format(reason=reason)


def _one_line(error: "click.ClickException") -> str:
    """Return click's words for a wrong command line in one line, with the help to read."""
    import click

    text = " ".join(error.format_message().split())
    if current_language() == "zh":  # click writes lists and quotation marks that no translation can change
        text = re.sub(" ?'([^']*)'", r"“\1”", text).replace("” /“", "”或“").replace("”,“", "”、“").replace("。 ", "；")
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "vet"
        text = text.rstrip("。. ") + _("; see: {command} --help").format(command=command)
    return text


def _fail(text: str, code: int) -> int:
    print(_("Error: {message}").format(message=text), file=sys.stderr)
    return code


def _use_utf8() -> None:
    """Make standard error UTF-8 where it is no terminal, and let a terminal replace what it cannot show."""
    if isinstance(sys.stderr, io.TextIOWrapper):
        if sys.stderr.isatty():
            sys.stderr.reconfigure(errors="replace")
        else:
            sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
