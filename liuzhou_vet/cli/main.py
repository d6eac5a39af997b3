"""The program `vet`: the language first, then the command, and every error as one line with its exit code."""

import sys
from collections.abc import Sequence

from ..words import _, chosen_language, use_language


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    from ..render.output import run_quietly

    given = list(sys.argv[1:] if arguments is None else arguments)
    use_language(chosen_language(given))
    sys.exit(run_quietly(lambda: run(given)))


def run(arguments: list[str]) -> int:
    """Run one command line and return the exit code; the language is set already."""
    import click

    from ..errors import VetError
    from .program import program

    _use_utf8()
    try:
        program.main(arguments, prog_name="vet", standalone_mode=False)
    except VetError as error:
        return _fail(str(error), error.exit_code)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return _fail(_("interrupted"), 130)
    except KeyboardInterrupt:
        return _fail(_("interrupted"), 130)
    except click.ClickException as error:
        return _fail(_one_line(error), error.exit_code)
    return 0


def _one_line(error: "object") -> str:
    """Return click's words for a wrong command line in one line, with the help to read."""
    import click

    assert isinstance(error, click.ClickException)
    text = " ".join(error.format_message().split())
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "vet"
        text = text.rstrip("。. ") + _("; see: {command} --help").format(command=command)
    return text


def _fail(text: str, code: int) -> int:
    print(f"{_('Error')}: {text}", file=sys.stderr)
    return code


def _use_utf8() -> None:
    """Make standard error UTF-8 where it is no terminal, and let a terminal replace what it cannot show."""
    for stream in (sys.stderr,):
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
