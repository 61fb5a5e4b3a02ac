"""The slow count: every figure of progress.csv again, in plain Python, from two csv files."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable
from datetime import date

Row = dict[str, str]
BOXES = ("full_name", "birth_date", "sex", "admission_date", "official_date", "card_number",
         "org_name", "citizen_id", "phone")  # fmt: skip
T1 = {*BOXES, "member_type", "status", "org_code", "id_birth_date"}
MUST_T1 = {*BOXES, "member_type"} - {"phone"}
MUST_T2 = MUST_T1 | {"file_number", "ethnicity", "religion", "hometown", "permanent_address",
                     "admission_decision_date"}  # fmt: skip
T3 = {"occupation", "education", "birth_place", "badge", "note"}
HERE = {"active", "exempt", "suspended", "in_transit"}
OFFICIAL_ONLY = {"card_number", "official_date"}


class Recount:
    """Counts of one run; `unit_of` tells the organisation a member row is counted in."""

    def __init__(self, members: Iterable[Row], findings: list[Row], as_of: date) -> None:
        self.members = list(members)
        self.open = [row for row in findings if row["state"] == "open"]
        self.as_of = as_of
        told = [(row["row_id"], row["field"]) for row in self.open]
        self.fillers = {key for key, row in zip(told, self.open, strict=True)
                        if row["rule"] == "V25"}  # fmt: skip
        self.blocked = {key for key, row in zip(told, self.open, strict=True)
                        if row["severity"] == "E"}  # fmt: skip
        self.doubted = {
            (row["row_id"], {"org_code": "org_name"}.get(row["field"], row["field"]))
            for row in self.open
            if row["severity"] in "EW" and row["dimension"] in ("dung", "du")
        }
        self.against = {
            name: {row["row_id"] for row in self.open
                   if row["severity"] in "EW" and row["dimension"] == name}
            for name in ("sach", "thong_nhat")
        }  # fmt: skip

    def filled(self, row: Row, field: str) -> bool:
        """Whether a box holds something."""
        if field == "org_name":
            return bool(row["org_name"] or row["org_code"])
        if field in OFFICIAL_ONLY and row["member_type"] == "probationary":
            return True
        return bool(row[field]) and (row["row_id"], field) not in self.fillers

    def valid_id(self, row: Row) -> bool:
        """12 digits, no placeholder, not born in the future."""
        number = row["citizen_id"]
        if len(number) != 12 or not number.isdigit():
            return False
        year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
        return (row["row_id"], "citizen_id") not in self.fillers and year <= self.as_of.year

    def clean(self, row: Row, must: set[str], fields: set[str]) -> bool:
        """Nothing missing, nothing that blocks."""
        return all(self.filled(row, field) for field in must) and not any(
            (row["row_id"], field) in self.blocked for field in fields
        )

    def fresh(self, row: Row) -> bool:
        """Verified within three months."""
        told = row["verified_date"]
        if not told or not told[:4].isdigit() or "/" in told:
            return False
        year, month, day = [*map(int, told.split("-")), 0, 0][:3]
        month = month or 12
        last = date(year, month, day or calendar.monthrange(year, month)[1])
        back = self.as_of.month - 3
        since = self.as_of.replace(
            year=self.as_of.year - (back < 1), month=back if back > 0 else back + 12
        )
        return last >= since

    def of(self, rows: list[Row], codes: set[str]) -> dict[str, int]:
        """Every count of one organisation: its members' rows, and the codes of its subtree."""
        states = {row["row_id"]: row["status"] if row["status"] in ALL else "active"
                  for row in rows}  # fmt: skip
        active = [row for row in rows if states[row["row_id"]] == "active"]
        fields = {"T1": T1, "T2": {*rows[0]} - {"row_id"} - T3 if rows else T1}
        boxes = [(row, box) for row in active for box in BOXES if self.filled(row, box)]
        weights = Counter(row["severity"] for row in self.open if row["org_code"] in codes)
        t1 = sum(self.clean(row, MUST_T1, fields["T1"]) for row in active)
        return {
            "members": sum(state in HERE for state in states.values()),
            "active": len(active),
            "exempt": sum(state == "exempt" for state in states.values()),
            "with_citizen_id": sum(map(self.valid_id, active)),
            "clean_t1": t1,
            "clean_t2": sum(self.clean(row, MUST_T2, fields["T2"]) for row in active),
            "findings_e": weights["E"], "findings_w": weights["W"], "findings_n": weights["N"],
            "num_du": len(boxes), "den_du": 9 * len(active),
            "num_dung": sum((row["row_id"], box) not in self.doubted for row, box in boxes),
            "den_dung": 9 * len(active),
            "num_sach": sum(row["row_id"] not in self.against["sach"] for row in active),
            "num_thong_nhat": sum(
                row["row_id"] not in self.against["thong_nhat"] for row in active
            ),
            "num_song": sum(map(self.fresh, active)),
            "num_dung_chung": t1,
            "den_sach": len(active), "den_thong_nhat": len(active), "den_song": len(active),
            "den_dung_chung": len(active),
        }  # fmt: skip


ALL = {*HERE, "transferred", "died", "struck_off", "resigned", "expelled", "missing"}
