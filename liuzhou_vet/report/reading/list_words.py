"""A count -> the words in which Word writes it in a list (ECMA-376, ST_NumberFormat); knows no list."""

from collections.abc import Callable

NO_NUMBER = ("bullet", "none")

_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}


def written(number: int, format: str) -> str:
    """Return a count in a number format; in digits if the format is not known."""
    write = _FORMATS.get(format, str)
    return write(number) if 0 < number < 10**4 else str(number)


def _chinese(number: int) -> str:
    text = _with_places(number, "零一二三四五六七八九", "十百千")
    return text.removeprefix("一") if 10 <= number < 20 else text


def _legal(number: int) -> str:
    return _with_places(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def _with_places(number: int, digits: str, places: str) -> str:
    text, zero = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if zero else "") + digits[digit] + (places[place - 1] if place else "")
        zero = not digit
    return text


def _digital(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN.items():
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int) -> str:
    """Return a to z, then aa to zz, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _digital,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
}
