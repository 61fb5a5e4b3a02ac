"""A rule with other values in its dated places: the same source, run again with other numbers.

An officer may set the numbers that a rule names in `dated`; its expression changes only by release.
So the rule's own module is executed once more, under a name of its own, while `dated.of` answers with
the chosen values; what comes out is an ordinary `Rule`. Kept per choice of values.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Mapping
from functools import lru_cache

from dangvien.core import rules
from dangvien.core.rules import dated
from dangvien.core.rules.rule import Rule


def tuned(code: str, values: Mapping[str, int]) -> Rule:
    """The rule of a code with these values of its dated names; KeyError for a name not its own."""
    rule = rules.get(code)
    if foreign := set(values) - set(rule.dated):
        raise KeyError(", ".join(sorted(foreign)))
    return _made(code, tuple(sorted(values.items()))) if values else rule


@lru_cache(maxsize=256)
def _made(code: str, values: tuple[tuple[str, int], ...]) -> Rule:
    module = _home(code)
    spec = importlib.util.find_spec(module)
    if spec is None or spec.loader is None:
        raise KeyError(code)
    again = importlib.util.module_from_spec(spec)
    with dated.instead(dict(values)):
        spec.loader.exec_module(again)
    found: Rule = next(rule for rule in again.RULES if rule.code == code)
    return found


def _home(code: str) -> str:
    """The module whose `RULES` hold the code, subjects before packages of them."""
    for name, module in sorted(sys.modules.items(), reverse=True):
        if name.startswith("dangvien.core.rules.") and inspect.ismodule(module):
            own = getattr(module, "RULES", ())
            if not hasattr(module, "__path__") and any(rule.code == code for rule in own):
                return name
    raise KeyError(code)
