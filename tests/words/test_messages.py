"""The catalogue: everything is translated, nothing is lost in translation, and what is committed is what the code says."""

import gettext
import re
import unicodedata
from string import Formatter

import messages
from babel.messages.catalog import Message

FILLED_WITH_ENGLISH = {"number_type", "param_type", "len", "nargs", "choices", "possibilities", "formats"}
"""Fields of click that hold an English word, or say the same as another field does."""

STORED = messages.stored()
ALL = [message for message in STORED if message.id]
OURS = [message for message in ALL if any(file.startswith("liuzhou_vet/") for file, _line in message.locations)]


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _fields(texts: list[str]) -> set[str]:
    return {field for text in texts for _text, field, _format, _conversion in Formatter().parse(text) if field is not None}


def test_every_message_of_ours_is_in_the_catalogue() -> None:
    missing = [message.id for message in messages.ours() if message.id and message.id not in STORED]
    assert not missing, "run: python tests/messages.py, then translate"


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    said = messages.ours()
    assert not [message.id for message in OURS if message.id not in said], "run: python tests/messages.py"


def test_every_message_is_translated_with_the_same_fields() -> None:
    for message in ALL:
        assert all(_strings(message)), (message.id, "not translated")
        assert not message.fuzzy, message.id
        wanted, given = _fields(_ids(message)), _fields(_strings(message))
        lost = wanted - given
        assert given <= wanted, message.id
        assert not lost if message in OURS else lost <= FILLED_WITH_ENGLISH, (message.id, lost)
        assert re.findall(r"%\(\w+\)s", _ids(message)[0]) == re.findall(r"%\(\w+\)s", _strings(message)[0]), message.id


def test_translations_are_written_as_chinese_is() -> None:
    for text in (text for message in ALL for text in _strings(message) if text != "列,列"):
        assert not re.findall(r"[一-鿿][,;!?()]|[,;!?()][一-鿿]", text), (text, "half-width marks")
        assert text.count("“") == text.count("”"), text
        ambiguous = {sign for sign in text if unicodedata.east_asian_width(sign) == "A"} - set("“”")
        assert not ambiguous, (text, "one or two columns wide, by terminal")


def test_one_plural_form_is_declared() -> None:
    assert STORED.num_plurals == 1
    assert "fuzzy" not in messages.PO.read_text(encoding="utf-8")


def test_the_compiled_catalogue_is_the_committed_one() -> None:
    with messages.MO.open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    wanted: dict[object, str] = {}
    for message in ALL:
        if isinstance(message.id, str):
            wanted[message.id] = message.string
        else:
            wanted[message.id[0], 0] = message.string[0]
    compiled.pop("")
    assert compiled == wanted, "run: python tests/messages.py"
