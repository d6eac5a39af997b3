"""Where `vet` and `python -m liuzhou_vet` begin: the program, and one line if it is interrupted before it runs."""

import sys


def main() -> None:
    """Run the program; imports nothing before, since Ctrl-C may come while that lasts."""
    try:
        from .cli.main import main as program

        program()
    except KeyboardInterrupt:
        from .words import _, chosen_language, use_language

        use_language(chosen_language(sys.argv[1:]))
        print(_("Error: {message}").format(message=_("interrupted")), file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
