"""Sets of a member's fields as one whole number: a bit a field, so that a database can ask of them.

A verdict keeps which mandatory fields hold nothing and on which fields a finding blocks; a campaign
that counts fields of its own choice compares them with its own set (`lacks & mask = 0`).
"""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.core.schema import FIELDS

# Stored numbers rest on this order: a new field goes to the end, an old one never leaves its place.
ORDER = (
    "full_name", "sex", "birth_date", "citizen_id", "old_id_number", "card_number", "file_number",
    "phone", "ethnicity", "religion", "hometown", "permanent_address", "admission_date",
    "admission_decision_date", "official_date", "member_type", "status", "org_code", "org_name",
    "other_name", "id_birth_date", "temporary_address", "temporary_cell", "residence_cell",
    "party_position", "government_position", "workplace", "exemption_date", "political_theory",
    "professional_level", "occupation", "education", "birth_place", "badge", "verified_date", "note",
)  # fmt: skip
BIT = {name: 1 << place for place, name in enumerate(ORDER)}


def mask(names: Iterable[str]) -> int:
    """The set of these fields; what is no field of a member is left out."""
    told = 0
    for name in names:
        told |= BIT.get(name, 0)
    return told


def mandatory(names: Iterable[str]) -> int:
    """Those of the fields that must hold something."""
    return mask(name for name in names if name in BIT and FIELDS[name].required != "optional")
