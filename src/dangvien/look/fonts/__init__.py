"""The product's faces, self-hosted: words in Be Vietnam Pro, digits of one width in Hanken Grotesk.

Both under the SIL Open Font License (`OFL.txt` beside the files). Made from `@fontsource` 5.3.0
with fonttools: Latin, Vietnamese and, for the second, the characters "+/0123456789".
The digits lie there as .ttf too, 106 % of their size as on the screen: Typst reads no woff2.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

WEIGHTS = (400, 500, 600)
DIGITS = "U+2B, U+2F-39"
LATIN = "U+0-FF, U+2010-203A, U+2212"
VIETNAMESE = (
    "U+102-103, U+110-111, U+128-129, U+168-169, U+1A0-1A1, U+1AF-1B0, "
    "U+300-301, U+303, U+309, U+323, U+1EA0-1EF9, U+20AB"
)


@cache
def faces() -> str:
    """The `@font-face` rules with the files inside as data URIs (about 65 kB)."""
    rules = []
    for weight in WEIGHTS:
        rules.append(_face("Be Vietnam Pro", f"be-vietnam-pro/latin-{weight}", weight, LATIN))
        rules.append(
            _face("Be Vietnam Pro", f"be-vietnam-pro/vietnamese-{weight}", weight, VIETNAMESE)
        )
        metrics = "size-adjust:106%;ascent-override:94.3%;descent-override:25%;"
        rules.append(
            _face(
                "Hanken Grotesk Digits", f"hanken-grotesk/digits-{weight}", weight, DIGITS, metrics
            )
        )
    return "\n".join(rules)


def _face(family: str, file: str, weight: int, characters: str, metrics: str = "") -> str:
    data = b64encode((files(__package__) / f"{file}.woff2").read_bytes()).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;{metrics}'
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{characters}}}"
    )
