"""What a row asks of the actions of `orgs`: to be founded, or to change field by field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dangvien.accounts.models import User
from dangvien.exchange.models import Batch, Row
from dangvien.orgs import actions
from dangvien.orgs.actions import Birth
from dangvien.orgs.models import Organisation

NO_PARENT = "Tổ chức cấp trên chưa được ghi."
GONE = "Tổ chức này không còn trong sổ."


class Waits(Exception):  # noqa: N818
    """The superior that the row needs was not founded."""


def birth(batch: Batch, told: dict[str, Any], parent: Organisation) -> Birth:
    """A new row as an organisation to be founded."""
    values = told["values"]
    stated = _iso(values.get("founded_date"))
    on, basis = stated or parent.founded_on or batch.as_of, basis_of(batch)
    # A placement begins no earlier than its superior; the day the list states stays in the basis.
    if parent.founded_on and on < parent.founded_on:
        on = parent.founded_on
        basis = f"{basis}; thành lập {stated:%d/%m/%Y}" if stated else basis
    ended = values["closed"]
    count = None if ended else values.get("paper_count")
    return Birth(
        parent=parent.pk, name=values["org_name"], form=values["form"],
        kind=values.get("kind", ""), code=values.get("org_code", ""), on=on, decision=basis,
        consent=values.get("consent", ""), secretary="" if ended else values.get("secretary", ""),
        paper=None if count is None else (batch.as_of, count),
    )  # fmt: skip


def basis_of(batch: Batch) -> str:
    """What a change made by the list rests on."""
    return f"Danh sách tổ chức: {batch.file_name}"[:160]


def change(actor: User, batch: Batch, row: Row, told: dict[str, Any]) -> None:
    """Write what the row changes of its organisation."""
    values, basis = told["values"], basis_of(batch)
    org = row.unit
    if org is None:
        raise Waits(GONE)
    changed = set(told["offers"])
    named = {"org_name": "name", "org_code": "code", "kind": "kind", "consent": "consent",
             "form": "form"}  # fmt: skip
    plain = {key: values[name] for name, key in named.items() if name in changed}
    if plain:
        actions.edit(actor=actor, org=org, on=change_day(batch, org), decision=basis, **plain)
    if "parent_code" in changed:
        actions.move(actor=actor, org=org, parent=parent_of(batch, told), on=change_day(batch, org),
                     decision=basis)  # fmt: skip
    _beside(actor, batch, org, values, changed, basis)
    if "org_status" in changed:
        close(actor, batch, org, values)


def _beside(
    actor: User,
    batch: Batch,
    org: Organisation,
    values: dict[str, Any],
    asked: set[str],
    basis: str,
) -> None:
    if "secretary" in asked and not values["closed"]:
        first = not org.officers.filter(position="secretary").exists()
        actions.appoint(actor=actor, org=org, name=values["secretary"], position="secretary",
                        since=None if first else batch.as_of, decision=basis)  # fmt: skip
    if "paper_count" in asked and not values["closed"]:
        actions.report_paper(actor=actor, org=org, on=batch.as_of, count=values["paper_count"],
                             source=basis)  # fmt: skip


def close(actor: User, batch: Batch, org: Organisation, values: dict[str, Any]) -> None:
    """End the organisation as the list says."""
    last = _iso(values.get("closed_date"))
    # The list names the last day; the register keeps the first day without.
    on = last + timedelta(days=1) if last else batch.as_of
    actions.close(actor=actor, org=org, on=on, decision=basis_of(batch))


def parent_of(batch: Batch, told: dict[str, Any]) -> Organisation:
    """The organisation that a row hangs under."""
    found = parents_of(batch, [told])[0]
    if found is None:
        raise Waits(NO_PARENT)
    return found


def parents_of(batch: Batch, some: Sequence[dict[str, Any]]) -> list[Organisation | None]:
    """What some rows hang under; by now every superior row that was not rejected has become one."""
    numbers = {told["parent_row"] for told in some if told["parent_row"] is not None}
    above = batch.rows.filter(number__in=numbers).exclude(unit=None).values_list("number", "unit")
    made = dict(above)
    pks = [
        told["parent"] if told["parent"] is not None else made.get(told["parent_row"])
        for told in some
    ]
    known = Organisation.objects.under(batch.org).in_bulk({pk for pk in pks if pk is not None})
    return [known.get(pk) if pk is not None else None for pk in pks]


def change_day(batch: Batch, org: Organisation) -> date:
    """The day a change holds from: that of the list, and never before the organisation itself."""
    return max(batch.as_of, org.founded_on) if org.founded_on else batch.as_of


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
