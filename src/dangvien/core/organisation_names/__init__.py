"""Names, forms and codes of organisations."""

from __future__ import annotations

from dangvien.core.organisation_names.codes import code_digits, code_groups, code_parent
from dangvien.core.organisation_names.forms import FORMS, allowed, form_of, kind_state
from dangvien.core.organisation_names.keys import org_key
from dangvien.core.organisation_names.matching import Match, match_names, name_twins

__all__ = [
    "FORMS", "Match", "allowed", "code_digits", "code_groups", "code_parent", "form_of",
    "kind_state", "match_names", "name_twins", "org_key",
]  # fmt: skip
