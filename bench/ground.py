"""A register to measure on: a fresh home, the tree of a synthetic nation, one officer above it all."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

AS_OF = date(2025, 12, 15)


def stand(home: Path) -> None:
    """Point Django at a home (and at DATABASE_URL when it is set); tables are made when missing."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["DANGVIEN_HOME"] = str(home)
    os.environ.setdefault("DANGVIEN_TODAY", AS_OF.isoformat())
    os.environ["DJANGO_SETTINGS_MODULE"] = "dangvien.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def tree(path: Path) -> tuple[Any, Any]:
    """The organisations of a list, hung as the engine hangs them; the root and its officer."""
    from dangvien.accounts.models import User  # noqa: PLC0415
    from dangvien.core import organisations  # noqa: PLC0415
    from dangvien.core.text import sort_key  # noqa: PLC0415
    from dangvien.files.read import read_organisations  # noqa: PLC0415
    from dangvien.orgs.models import Grant, Organisation, Placement  # noqa: PLC0415

    units = organisations.from_list(read_organisations(path), as_of=AS_OF).units
    rows = units.filter(~units["made"]).select(
        "unit", "org_name", "org_code", "parent", "form_key", "is_active"
    )
    rows = rows.to_dicts()
    top = Organisation(name="Toàn quốc", form="trung_uong", path="/1/", sort_key="", pk=1)
    made: dict[int, Organisation] = {}
    waiting = {row["unit"]: row for row in rows}
    while waiting:
        for unit, row in list(waiting.items()):
            parent = top if row["parent"] not in waiting and row["parent"] not in made else None
            parent = parent or made.get(row["parent"])
            if parent is None:
                continue
            pk = len(made) + 2
            made[unit] = Organisation(
                pk=pk, name=(row["org_name"] or "?")[:250], code=(row["org_code"] or "")[:40],
                form=row["form_key"] or "", kind="Xã", parent=parent, path=f"{parent.path}{pk}/",
                sort_key=sort_key(row["org_name"] or "?")[:400],
                closed_on=None if row["is_active"] else AS_OF,
            )  # fmt: skip
            del waiting[unit]
    orgs = [top, *made.values()]
    Organisation.objects.bulk_create(orgs, batch_size=500)
    Placement.objects.bulk_create(
        [Placement(org=org, parent=org.parent, name=org.name, form=org.form, code=org.code)
         for org in orgs],
        batch_size=500,
    )  # fmt: skip
    user = User.objects.create(username="tinh", full_name="Đỗ Thị Tình")
    Grant.objects.create(user=user, role="province_officer", org=top, since=date(2025, 1, 1))
    return top, user
