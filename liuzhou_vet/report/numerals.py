"""A printed numeral -> its value, its decimals and the text of its unit; knows no catalogue and no report."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

CHINESE = "〇零一二两三四五六七八九十百千万亿"
"""Every character that a Chinese numeral is made of."""

_DIGITS = {sign: value for value, signs in enumerate(("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for sign in signs}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_WORDS = {"没有": (0, ""), "无": (0, ""), "均无": (0, ""), "全覆盖": (100, "%")}
_DASHES = str.maketrans({"—": "-", "–": "-", "―": "-", "−": "-", "~": "-", "～": "-", "至": "-", "到": "-"})
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_RANGE = re.compile(rf"({_ARABIC})(%?)-+({_ARABIC})(.*)", re.ASCII | re.DOTALL)
_PLAIN = re.compile(rf"({_ARABIC})(?![\d{CHINESE}])(.*)", re.ASCII | re.DOTALL)
_MIXED = re.compile(rf"((?:{_ARABIC}|[{CHINESE}])(?:\d|[{CHINESE}])*)(.*)", re.ASCII | re.DOTALL)
_SCALE = re.compile(r"(.*?)(万亿|万|亿)")


@dataclass(frozen=True)
class Numeral:
    """What a printed numeral says: 1146.57万元 is 1146.57 with unit 万元, 1-2名 runs from 1 to 2.

    scale: a 万 or 亿 with which the unit begins, so that 33.8万人 can also be understood as 338000 人.
    """

    value: Decimal
    decimals: int
    unit: str
    value_to: Decimal | None = None
    scale: str = ""

    def counted_in(self, unit: str) -> "Numeral | None":
        """Return the same number in `unit`, a name as printed, or None if it cannot be a number of that unit.

        The printed unit may be missing or stop short (100万 for 100 万元, 2000 for 2000 斤).
        """
        rest = self.unit.removeprefix(self.scale)
        if self.unit == unit or (rest == "" and unit.startswith(self.scale)):
            return self
        if self.scale and rest in ("", unit):
            return self._in_full(unit)
        return None

    def _in_full(self, unit: str) -> "Numeral":
        factor, digits = (10**12, 12) if self.scale == "万亿" else (_LARGE[self.scale], 4 if self.scale == "万" else 8)
        upper = None if self.value_to is None else self.value_to * factor
        return Numeral(self.value * factor, max(0, self.decimals - digits), unit, upper)


def normal(text: str) -> str:
    """Return the text as numerals are compared: NFKC, without spaces inside a line."""
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))


def read(printed: str) -> Numeral | None:
    """Return what a printed numeral says, or None if it is no numeral (有所增加, 十几个, 1:17.3).

    A final 万 or 亿 belongs to the unit: value and unit are as printed. 没有 and 均无 are 0, 全覆盖 is 100 %.
    """
    text = normal(printed)
    if text in _WORDS:
        value, unit = _WORDS[text]
        return Numeral(Decimal(value), 0, unit)
    return _percentage(text) or _range(text) or _plain(text) or _spoken(text)


def _percentage(text: str) -> Numeral | None:
    if not text.startswith("百分之"):
        return None
    value = _value(text.removeprefix("百分之"))
    return None if value is None else Numeral(value, _decimals(value), "%")


def _range(text: str) -> Numeral | None:
    found = _RANGE.fullmatch(text.translate(_DASHES))
    if not found:
        return None
    low, percent, high, unit = found.groups()
    lower, upper = _arabic(low), _arabic(high)
    if (percent and not unit.startswith("%")) or lower >= upper or not _is_unit(unit):
        return None
    return Numeral(lower, max(_decimals(lower), _decimals(upper)), unit, upper, scale_of(unit))


def _plain(text: str) -> Numeral | None:
    found = _PLAIN.fullmatch(text)
    if not found or not _is_unit(found[2]):
        return None
    value = _arabic(found[1])
    return Numeral(value, _decimals(value), found[2])


def _spoken(text: str) -> Numeral | None:
    """Read a numeral with Chinese signs in it: 六间, 3万4000, 25万6千, 百人次, 1146.57万元."""
    found = _MIXED.fullmatch(text)
    if not found or not _is_unit(found[2]):
        return None
    numeral, unit = found.groups()
    scaled = _SCALE.fullmatch(numeral)
    number, scale = scaled.groups() if scaled and scaled[1] else (numeral, "")
    value = _value(number)
    if value is None:
        return None
    return Numeral(value, _decimals(value), scale + unit, None, scale)


def _is_unit(text: str) -> bool:
    """Tell whether the rest of a printed numeral can be a unit: no further number, no ratio, no hedge."""
    return not re.search(r"[\d:.,]", re.sub("m[23]", "", text)) and not text.startswith(("几", "多", "余", "来", "分之"))


def scale_of(unit: str) -> str:
    """Return the 万, 亿 or 万亿 with which a unit begins, or ''."""
    return next((scale for scale in ("万亿", "万", "亿") if unit.startswith(scale)), "")


def _arabic(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _value(numeral: str) -> Decimal | None:
    """Return the value of an Arabic, Chinese or mixed numeral, or None if it is not well formed (两三, 几十)."""
    if re.fullmatch(_ARABIC, numeral, re.ASCII):
        return _arabic(numeral)
    if re.fullmatch("[〇零一二三四五六七八九]{3,}", numeral):
        return Decimal("".join(str(_DIGITS[sign]) for sign in numeral))
    for sign in ("亿", "万"):
        head, found, tail = numeral.rpartition(sign)
        if found:
            return _sum_of(head, _LARGE[sign], tail)
    return _below_ten_thousand(numeral)


def _sum_of(head: str, factor: int, tail: str) -> Decimal | None:
    high = _value(head) if head else None
    low = _tail(tail, factor) if tail else Decimal(0)
    if high is None or low is None or low >= factor:
        return None
    return high * factor + low


def _tail(tail: str, factor: int) -> Decimal | None:
    """Return the value of what follows 万 or 亿; one bare digit counts the next lower place (三万五 is 35000)."""
    if _DIGITS.get(tail):
        return Decimal(_DIGITS[tail] * factor // 10)
    return _value(tail)


def _below_ten_thousand(numeral: str) -> Decimal | None:
    """Return the value of a numeral of digits and 十, 百, 千: each place once, from high to low."""
    total, place, waiting = Decimal(0), 10**4, ""
    for part in re.findall(rf"{_ARABIC}|.", numeral, re.ASCII):
        if part in _SMALL:
            if _SMALL[part] >= place or (total and not waiting and part != "十"):
                return None
            place = _SMALL[part]
            total += place * _digit(waiting or "一")
            waiting = ""
        elif part in "〇零":
            if waiting:
                return None
        elif waiting:
            return None
        else:
            waiting = part
    if waiting and not re.match(r"\d", waiting, re.ASCII) and place > 10 and total and not re.search("[〇零]", numeral):
        return total + _digit(waiting) * place // 10  # 三百五 is 350
    return total + (_digit(waiting) if waiting else 0) if numeral else None


def _digit(part: str) -> Decimal:
    return Decimal(_DIGITS[part]) if part in _DIGITS else _arabic(part)
