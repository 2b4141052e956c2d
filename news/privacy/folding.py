"""The same text sign for sign, with every way of writing a digit or a gap made one."""

import unicodedata

JOINT = "\x1f"  # stands for what nobody sees: it does not part a number


class _Folding(dict[int, str]):
    """One sign for each sign, so that places in the folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(sign: str) -> str:
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Cf":
        return JOINT
    if category == "Pd" or sign == "−":
        return "-"
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    return _WIDE.get(sign, sign)


_WIDE = {"．": ".", "·": ".", "•": ".", "＠": "@", "（": "(", "）": ")", "＋": "+", "／": "/"}
_FOLDING = _Folding()


def fold(text: str) -> str:
    return text.translate(_FOLDING)


def digits_of(text: str) -> str:
    return "".join(sign for sign in text if "0" <= sign <= "9")
