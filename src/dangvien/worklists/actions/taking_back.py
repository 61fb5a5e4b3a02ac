"""A list that was filled in comes back: its good rows become proposals, the others wait in quarantine.

Each row is a deed of its own, so that a file broken off half-way may be sent again: what was taken
already is then found to be so.
"""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange.evidence import plain_name
from dangvien.files.answer_list import Returned as Read
from dangvien.files.answer_list import read
from dangvien.files.problem import InputProblem
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality.queries import told
from dangvien.worklists.actions.taking_row import take_row
from dangvien.worklists.fixing import ask
from dangvien.worklists.models import Handout, Returned, Sheet
from dangvien.worklists.sheets.asking import findings_of
from dangvien.worklists.sheets.laying import line_code
from dangvien.worklists.workbook import Aside, Expected, match, sealed
from dangvien.worklists.workbook.matching import put_aside

LARGEST = 10 * 2**20
NOT_YOURS = "không phải danh sách đã lập cho đơn vị mà đồng chí phụ trách."


def take_back(*, actor: User, name: str, content: IO[bytes] | File[bytes]) -> tuple[Returned, bool]:
    """Take in a list; the second value is False when the same file came before: nothing is done.

    A file that cannot be read, or that is nobody's list here, raises InputProblem in words.
    """
    file_name = plain_name(name)
    clear = content.read(LARGEST + 1)
    if len(clear) > LARGEST:
        raise InputProblem("tệp lớn hơn 10 MB nên không được nhận.", file=file_name)
    digest = hashlib.sha256(clear).hexdigest()
    mine = Organisation.objects.visible_to(actor, "finding.work")
    before = Returned.objects.filter(file_hash=digest, unit__in=mine.values("pk")).first()
    if before is not None:
        return before, False
    found = _read(file_name, clear)
    handout = _handout(mine, found)
    if handout is None:
        raise InputProblem(NOT_YOURS, file=file_name)
    require(actor, "finding.work", handout.unit)
    matched, aside = match(found.rows, _expected(handout), _codes(mine, handout))
    counts: Counter[str] = Counter(read=len(found.rows))
    answered: dict[int, list[bool]] = {}
    for one in matched:
        fate, why = take_row(actor, one)
        counts[fate] += 1
        if why:
            aside.append(put_aside(one.row, why))
        answered.setdefault(one.expected.sheet.pk, []).append(
            fate in ("written", "waiting", "same")
        )
    return _keep(actor, handout, (file_name, digest), counts, aside, answered), True


def _read(file_name: str, clear: bytes) -> Read:
    """Reading needs a clear file: in a folder of its own, for as long as it takes."""
    with tempfile.TemporaryDirectory(prefix="dangvien-") as private:
        path = Path(private) / file_name
        path.touch(mode=0o600)
        path.write_bytes(clear)
        return read(path)


def _handout(mine: Iterable[Organisation], found: Read) -> Handout | None:
    """The list that this file is: by its mark, else by the code of one of its rows."""
    lists = Handout.objects.filter(unit__in=mine, kind="workbook").select_related("unit")
    try:
        by_mark = lists.filter(uid=uuid.UUID(found.mark)).first()
    except ValueError:
        by_mark = None
    if by_mark is not None:
        return by_mark
    codes = {row.code.split("/")[0].strip() for row in found.rows}
    return lists.filter(sheets__code__in=codes).order_by("-pk").first()


def _expected(handout: Handout) -> dict[str, Expected]:
    """The rows that went out, by their codes; what no value settles was no row."""
    sheets = list(handout.sheets.select_related("person").order_by("number"))
    of = findings_of(sheets)
    asks = {one.finding: ask(one) for one in told(row for some in of.values() for row in some)}
    found: dict[str, Expected] = {}
    for sheet in sheets:
        for number, finding in enumerate(of.get(sheet.pk, ()), 1):
            asked = asks.get(finding.pk)
            if asked is not None and asked.typed:
                code = line_code(sheet.code, number)
                found[code] = Expected(code, sheet, finding, sheet.person.full_name, asked)
    return found


def _codes(mine: Iterable[Organisation], handout: Handout) -> list[str]:
    """Codes of other lists in the reader's units that begin as this one's do."""
    others = Sheet.objects.filter(handout__unit__in=mine).exclude(handout=handout)
    return list(others.filter(handout__unit=handout.unit).values_list("code", flat=True))


def _keep(
    actor: User, handout: Handout, file: tuple[str, str], counts: Counter[str],
    aside: list[Aside], answered: dict[int, list[bool]],
) -> Returned:  # fmt: skip
    uid = uuid.uuid4()
    here = [row for row in aside if row.at]
    told_counts = {
        "read": counts["read"], "written": counts["written"], "waiting": counts["waiting"],
        "same": counts["same"], "blank": counts["blank"], "aside": len(here),
        "missing": len(aside) - len(here),
    }  # fmt: skip
    # A row that says what another row said is counted once more as said already.
    told_counts["same"] += told_counts["read"] - sum(
        told_counts[name] for name in ("written", "waiting", "same", "blank", "aside")
    )
    with transaction.atomic():
        whole = [pk for pk, some in answered.items() if all(some)]
        Sheet.objects.filter(pk__in=whole, state="out").update(
            state="back", back_by=actor, back_at=timezone.now()
        )
        row = Returned.objects.create(
            uid=uid, handout=handout, unit=handout.unit, file_name=file[0], file_hash=file[1],
            counts=told_counts, rows=sealed(uid, sorted(aside, key=lambda one: (not one.at, one.at))),
            by=actor,
        )  # fmt: skip
        record(
            actor=actor, action="sheet.take_back", org=handout.unit, subject=f"returned:{uid}",
            data={"sha256": file[1], **told_counts},
        )  # fmt: skip
    return row
