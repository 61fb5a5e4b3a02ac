"""The register of Đảng bộ xã Tam Lư with its 24 cells, and imports driven to their end in one go."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from dangvien.accounts.models import User
from dangvien.core.schema import names
from dangvien.core.standardise import record
from dangvien.exchange import actions, tasks
from dangvien.exchange.models import FATES, Batch
from dangvien.members.actions import Draft, take_in
from dangvien.members.models import Person
from dangvien.members.queries import frame
from dangvien.orgs.models import Organisation
from dangvien.synth.commune.cells import CELLS
from register import organisation, user

AS_OF = date(2025, 12, 15)
LIST, COMMA, OLD_FONT = (
    "danh-sach-dang-vien.xlsx", "ds-ban-hon-phay.xlsx", "ds-truong-mam-non.csv",
)  # fmt: skip


@dataclass
class TamLu:
    """The commune, its cells, and who works there."""

    province: Organisation
    commune: Organisation
    cells: list[Organisation]
    next_door: Organisation  # another commune of the province
    clinic: Organisation  # its cell
    mai: User
    binh: User  # officer next door
    tinh: User  # officer of the province


def tam_lu() -> TamLu:
    """The commune as the organisations of the register, with nobody in it."""
    province = organisation("Đảng bộ tỉnh Thanh Hóa", None, "tinh", "38")
    commune = organisation("Đảng bộ xã Tam Lư", province, "xa", "38.150")
    cells = [
        organisation(cell.name, commune, "chi_bo_co_so", f"38.150.{number:03}")
        for number, cell in enumerate(CELLS, 1)
    ]
    next_door = organisation("Đảng bộ xã Bên", province, "xa", "38.151")
    clinic = organisation("Chi bộ Trạm Y tế xã Bên", next_door, "chi_bo_co_so", "38.151.001")
    return TamLu(
        province, commune, cells, next_door, clinic,
        user("mai", "Hà Thị Mai", "commune_officer", commune),
        user("binh", "Lê Thanh Bình", "commune_officer", next_door),
        user("tinh", "Đỗ Thị Tình", "province_officer", province),
    )  # fmt: skip


def settle_in(actor: User, cells: Sequence[Organisation], lines: Sequence[dict[str, str]]) -> None:
    """People on file without an import: the values of these lines, as any list would bring them."""
    units = {cell.name: cell for cell in cells}
    drafts = [
        Draft({name: told.get(name) for name in names()}, units[line["org_name"]], "sổ đầu kỳ")
        for line in lines for told in [record(line, as_of=AS_OF)]
    ]  # fmt: skip
    take_in(actor=actor, batch=uuid4(), drafts=drafts)


def receive(actor: User, org: Organisation, name: str, content: bytes, **more: Any) -> Batch:
    """A list received and previewed; jobs run here and now."""
    batch = actions.receive(
        actor=actor, org=org, name=name, content=io.BytesIO(content),
        source=more.pop("source", "Phần mềm 3.0"), as_of=AS_OF, **more,
    )  # fmt: skip
    tasks.preview.call(str(batch.uid))
    batch.refresh_from_db()
    return batch


def committed(actor: User, batch: Batch) -> Batch:
    """A preview written to the end."""
    actions.commit(actor=actor, batch=batch)
    tasks.apply.call(str(batch.uid))
    batch.refresh_from_db()
    return batch


def undone(actor: User, batch: Batch) -> Batch:
    """The inverse of an import, previewed and written."""
    inverse = actions.undo(actor=actor, batch=batch)
    tasks.preview.call(str(inverse.uid))
    inverse.refresh_from_db()
    return committed(actor, inverse)


def brought(actor: User, org: Organisation, path: Path, **more: Any) -> Batch:
    """A file received, previewed and written."""
    return committed(actor, receive(actor, org, path.name, path.read_bytes(), **more))


def written(rows: pl.DataFrame, **headings: str) -> bytes:
    """A frame as the csv that an office sends."""
    return rows.rename(headings).write_csv().encode()


def standing(org: Organisation | None = None) -> pl.DataFrame:
    """Everybody on file, in a fixed order, without what counts writes only."""
    people = Person.objects.alive()
    if org is not None:
        people = people.of(org)
    return frame(people).drop("version").sort("row_id")


def content_of(people: pl.DataFrame) -> pl.DataFrame:
    """What is on file, whoever's id it has: two runs that do the same give the same."""
    return people.drop("row_id").sort(pl.all())


def hash_of(people: pl.DataFrame) -> str:
    """One line that tells two registers apart."""
    rows: Iterable[tuple[Any, ...]] = people.iter_rows()
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def closes(batch: Batch) -> bool:
    """The equation, counted from the rows themselves."""
    fates = list(batch.rows.values_list("fate", flat=True))
    return batch.counts["read"] == len(fates) and all(
        batch.counts[fate] == fates.count(fate) for fate in FATES
    )
