"""Reads of the tree that are wider than one query set."""

from __future__ import annotations

from dangvien.orgs.queries.asof import Node, by_id, tree, tree_of
from dangvien.orgs.queries.changes import Change, changes_of
from dangvien.orgs.queries.frame import org_frame
from dangvien.orgs.queries.moves import Preview, preview_move
from dangvien.orgs.queries.standing import Finding, code_warnings, standing
from dangvien.orgs.queries.superiors import lowest_common_superior, superiors

__all__ = [
    "Change", "Finding", "Node", "Preview", "by_id", "changes_of",
    "code_warnings", "lowest_common_superior", "org_frame", "preview_move", "standing",
    "superiors",
    "tree",
    "tree_of",
]  # fmt: skip
