"""How names go wrong between ear, keyboard and list: dialects, typing methods, word order."""

from __future__ import annotations

import unicodedata
from random import Random

_TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SHAPE = {"\u0302": ("", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}
_SOUNDS = (("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"), ("d", "gi"), ("gi", "d"), ("r", "d"),
           ("l", "n"), ("n", "l"), ("v", "d"))  # fmt: skip
_KEYS = {"1": "24", "2": "13", "3": "24", "4": "35", "5": "46", "6": "57", "7": "68", "8": "79",
         "9": "80", "0": "91"}  # fmt: skip


def unconverted(word: str, *, vni: bool = False) -> str:
    """A word as the keys were pressed when the typing method was off: "Huwowngf", "Hu7o7ng2"."""
    out, tone = "", ""
    for mark in unicodedata.normalize("NFD", word.replace("Đ", "D9" if vni else "DD")
                                      .replace("đ", "d9" if vni else "dd")):  # fmt: skip
        if mark in _TELEX:
            tone = (_VNI if vni else _TELEX)[mark]
        elif mark in _SHAPE:
            telex, number = _SHAPE[mark]
            out += number if vni else telex or out[-1].lower()
        else:
            out += mark
    return out + tone


def late_tone(word: str) -> str:
    """A word whose tone key was pressed once too often: the mark is gone, the letter stays."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in parts if mark in _TELEX), None)
    if tone is None:
        return word
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + _TELEX[tone]


def as_heard(word: str, chance: Random) -> str:
    """A word written as another region says it: s for x, ch for tr, l for n …"""
    low = word.lower()
    fits = [(old, new) for old, new in _SOUNDS if low.startswith(old) and len(low) > len(old)]
    if low[:2] in {"ch", "tr", "gi", "ng", "nh"}:
        fits = [pair for pair in fits if len(pair[0]) == 2]
    if not fits:
        return word
    old, new = chance.choice(fits)
    return (new + low[len(old) :]).capitalize()


def i_or_y(word: str) -> str:
    """The other of i and y where both are written: Lý, Lí; Mỹ, Mĩ."""
    pairs = {"ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị", "y": "i"}
    if len(word) > 3 or word[-1:] not in pairs or word[-2:-1].lower() in "uaâ":
        return word
    return word[:-1] + pairs[word[-1]]


def new_tone_place(name: str) -> str:
    """The other house rule of tone marks: hòa, hoà."""
    for old, new in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("úy", "uý"), ("ùy", "uỳ")):
        if old in name:
            return name.replace(old, new, 1)
    return name


def neighbour(number: str, chance: Random, first: int) -> str:
    """A number with one key hit beside the right one, from position `first` on."""
    at = chance.randrange(first, len(number))
    return number[:at] + chance.choice(_KEYS[number[at]]) + number[at + 1 :]
