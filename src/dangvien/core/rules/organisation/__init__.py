"""Rules about organisations; they come first, because members are counted into a sound tree."""

from dangvien.core.rules.organisation import codes, people, tree

RULES = (*codes.RULES, *tree.RULES, *people.RULES)
