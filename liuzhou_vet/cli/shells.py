"""What bash, zsh and fish each need beyond click's own completion; knows no command and no database."""

import os
import re
import shlex
from threading import Timer

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

SPECIAL = re.compile(r"[\s!\"#$&'()*;<>?\[\\\]^`{|}~]")  # what bash does not take as it stands
PATIENCE = 3  # seconds until a shell is offered nothing: a server may not answer, a file may be held
END = "|"  # stands for the cursor


class _Silent(ShellComplete):
    """Completion that has no words for a line that is wrong."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return what is offered: nothing behind a command or question that is not there."""
        try:
            return super().get_completions(args, incomplete)
        except Exception:
            return []


class _WholeWords(_Silent):
    """Completion in a shell that replaces the whole word: the option before `=` too."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return what is offered, each behind its option."""
        option, equals, _value = incomplete.partition("=")
        found = super().get_completions(args, incomplete)
        if not equals or not option.startswith("--"):
            return found
        return [CompletionItem(option + equals + item.value, item.type, item.help) for item in found]


class Bash(_Silent, BashComplete):
    """Bash ends words at `=`, `:` and `@` too, replaces the last of these, and inserts what it is given as it stands."""

    source_template = """\
%(complete_func)s() {
    local type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done <<< "$(COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_WORD="$2" %(complete_var)s=bash_complete "$1")"
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the one at it as far as it is typed."""
        *args, incomplete = split_arg_string(os.environ["COMP_WORDS"] + END)
        return args[1:], incomplete.removesuffix(END)

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return what is offered in place of the part of the word that bash replaces."""
        value = incomplete.partition("=")[2] if incomplete.startswith("--") else incomplete
        replaced = split_arg_string(os.environ.get("COMP_WORD", value) + END)[-1].removesuffix(END)
        kept = len(value) - len(replaced) if value.endswith(replaced) else 0
        written = r"\g<0>" if _in_quotes(os.environ["COMP_WORDS"]) else r"\\\g<0>"
        return [CompletionItem(SPECIAL.sub(written, item.value[kept:]), item.type) for item in super().get_completions(args, incomplete)]


class Zsh(_WholeWords, ZshComplete):
    """Zsh."""


class Fish(_WholeWords, FishComplete):
    """Fish: a value or its help may hold commas."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


def _in_quotes(line: str) -> bool:
    try:
        shlex.split(line)
    except ValueError as error:
        return "quotation" in str(error)
    return False


def answer(program: click.Command) -> None:
    """Print what a shell asks for and leave, after PATIENCE without a word."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)
    end = Timer(PATIENCE, os._exit, [0])  # in the middle of a library too
    end.daemon = True
    end.start()
    program.main(prog_name="vet")
