"""The help pages: their examples, and a layout that knows how wide Chinese is; knows no command."""

import re
import unicodedata
from collections.abc import Iterable

import click

from ..render.width import CLOSING, OPENING
from ..words import _, ngettext

ATOM = re.compile(r"\[[^\[\] ]*\]|[!-~]+| +|.", re.DOTALL)  # [required] is not broken in Chinese either


def examples(*lines: str) -> str:
    """Return the end of a command's help: examples that run as they stand."""
    head = ngettext("Example:", "Examples:", len(lines))
    return "\n\n\b\n" + "\n  ".join([head, *lines])  # click lays a paragraph that begins with \b out as it stands


def columns(text: str) -> int:
    """Return the columns that a line of help takes; wcwidth knows more signs and costs more than the whole page."""
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return a paragraph in lines of at most `width` columns: English between words, Chinese between characters."""
    lines = [""]
    for unit in _units(text):
        if lines[-1] and columns(lines[-1]) + columns(unit.rstrip(" ")) > width:
            lines[-1] = lines[-1].rstrip(" ")
            lines.append("")
        if lines[-1] or unit.strip(" "):
            lines[-1] += unit
    return lines


def _units(text: str) -> list[str]:
    """Return the parts between which a line may be broken; no line begins with 、or ends with （."""
    units: list[str] = []
    glue = False
    for piece in ATOM.findall(text):
        if units and (glue or piece in CLOSING):
            units[-1] += piece
        else:
            units.append(piece)
        glue = piece in OPENING
    return units


class Formatter(click.HelpFormatter):
    """Lays a help page out by the columns that its words take on a screen; click counts characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that says how a command is called."""
        before = _("Usage: ") if prefix is None else prefix
        head = f"{before}{prog} "
        self._write_hanging(head, wrapped(args, self.width - columns(head)))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        blocks = [self._block(block) for block in re.split(r"\n{2,}", text)]
        self.write("\n\n".join("\n".join(" " * self.current_indent + line for line in block) for block in blocks) + "\n")

    def _block(self, text: str) -> list[str]:
        first, *rest = text.split("\n")
        return rest if first.strip() == "\b" else wrapped(text.replace("\n", " "), self.width - self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and beside each what it means; a long term has a line of its own."""
        rows = list(rows)
        room = min(max((columns(term) for term, _words in rows), default=0), col_max) + col_spacing
        for term, words in rows:
            head = " " * self.current_indent + term
            width = self.current_indent + room
            if columns(term) > room - col_spacing:
                self.write(head + "\n")
                head = ""
            self._write_hanging(head + " " * (width - columns(head)), wrapped(words, max(self.width - width, 10)))

    def _write_hanging(self, head: str, lines: list[str]) -> None:
        self.write("\n".join([(head + lines[0]).rstrip(), *(" " * columns(head) + line for line in lines[1:])]) + "\n")


class Context(click.Context):
    """A call of a command, its help laid out by Formatter."""

    formatter_class = Formatter


def prepared(command: click.Command) -> click.Command:
    """Return a command, and those below it, with the help pages of this module and click's placeholders in the user's language."""
    command.context_class = Context
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        if command.subcommand_metavar == "COMMAND [ARGS]...":
            command.subcommand_metavar = _("COMMAND [ARGS]...")
        for each in command.commands.values():
            prepared(each)
    return command
