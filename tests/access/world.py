"""The world of the matrix: units in every relation to one cell, canaries in them, users beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.audit.actions import checkpoint
from dangvien.exchange import actions, tasks
from dangvien.exchange.models import Batch, Row
from dangvien.members.models import Person
from dangvien.orgs.models import Grant, Officer, Organisation
from register import Register, organisation, user

LONG_AGO = date(2025, 1, 1)

# Where a user's grant stands, seen from the cell whose things are asked for.
RELATIONS = (
    "own", "parent", "top",  # reach the cell
    "sibling", "other-commune", "other-cell", "below",  # do not
    "revoked", "expired", "future", "none", "closed-account", "anonymous",
)  # fmt: skip
REACHING = {"cell": {"own", "parent", "top"}, "commune": {"parent", "top"}, "top": {"top"}}


@dataclass
class World:
    """Everything an address may be asked about, by name."""

    register: Register
    group: Organisation  # a unit below the cell, where a grant must reach nothing above
    people: dict[str, Person] = field(default_factory=dict)  # unit → its canary
    batches: dict[str, Batch] = field(default_factory=dict)
    users: dict[tuple[str, str], User | None] = field(default_factory=dict)  # (role, relation)
    numbers: dict[str, str] = field(default_factory=dict)
    officer: int = 0
    grant: int = 0
    row: int = 0
    checkpoint: int = 0

    @property
    def units(self) -> dict[str, Organisation]:
        """Units by their relation to the cell."""
        r = self.register
        return {
            "own": r.na_loc, "parent": r.commune, "top": r.province, "sibling": r.party_office,
            "other-commune": r.other_commune, "other-cell": r.clinic, "below": self.group,
        }  # fmt: skip

    def canaries_outside(self, relation: str) -> Iterator[str]:
        """What a user in this relation must never be shown: names and ids of people out of reach."""
        reach = self.units[relation].path if relation in self.units else None
        for person in self.people.values():
            if reach is None or not person.unit.path.startswith(reach):
                yield person.full_name
                yield str(person.uid)
        for where, number in self.numbers.items():
            if reach is None or not self.units[where].path.startswith(reach):
                yield number


def grant(one: User, role: str, org: Organisation, **more: object) -> None:
    """A grant as it stands in the table."""
    Grant.objects.create(user=one, role=role, org=org, **{"since": LONG_AGO, **more})


def people_the_world(world: World) -> None:
    """One user for each role in each relation."""
    today = date(2025, 12, 15)
    special: dict[str, dict[str, object]] = {
        "revoked": {"revoked_at": timezone.now()},
        "expired": {"until": today},
        "future": {"since": today + timedelta(days=1)},
        "closed-account": {},
    }
    for role in ROLES:
        for relation in RELATIONS:
            if relation == "anonymous":
                world.users[role, relation] = None
                continue
            one = user(f"{role}-{relation}".replace("_", "-"), "Người Thử")
            if relation in world.units:
                grant(one, role, world.units[relation])
            elif relation in special:
                grant(one, role, world.register.na_loc, **special[relation])
                grant(one, role, world.register.commune, **special[relation])
            if relation == "closed-account":
                one.is_active = False
                one.save()
            world.users[role, relation] = one


def canary(world: World, where: str, number: int) -> Person:
    """A person whose name stands nowhere else."""
    from dangvien.members.actions import Draft, take_in  # noqa: PLC0415

    unit = world.units[where]
    world.numbers[where] = f"09907000{number:04d}"
    values = {
        "full_name": f"Canh Giữ {'ABCDEFGH'[number]}ưng",
        "birth_date": "1970-01-02", "sex": "nam", "citizen_id": world.numbers[where],
        "card_number": f"3801{number:04d}", "phone": f"099000{number:04d}",
        "member_type": "official", "status": "active", "admission_date": "1999-05-19",
        "official_date": "2000-05-19",
    }  # fmt: skip
    [person] = take_in(
        actor=world.register.tinh,
        batch=None,
        drafts=[Draft(values=values, unit=unit, source="thử")],
    )
    return person


def build(register: Register) -> World:
    """The world, peopled."""
    group = organisation("Tổ đảng bản Nà Lốc", register.na_loc, "to_dang", "38.150.001.1")
    world = World(register, group)
    for number, where in enumerate(("own", "sibling", "other-cell")):
        world.people[where] = canary(world, where, number)
    for where, org in (("own", register.commune), ("other-cell", register.other_commune)):
        world.batches[where] = batch(world, org, where)
    world.batches["held"] = Batch.objects.create(
        org=register.commune, state="held", file_name="nhieu.csv", file_hash="1" * 64, file_size=1,
        source="thử", as_of=date(2025, 12, 15), uploaded_by=register.mai,
        told={"superior": register.province.pk},
    )  # fmt: skip
    world.officer = Officer.objects.create(
        org=register.na_loc, name="Lò Văn Hùng", position="secretary", since=LONG_AGO
    ).pk
    world.grant = Grant.objects.get(user=register.hung).pk
    world.row = Row.objects.get(batch=world.batches["own"], fate="conflict").pk
    world.checkpoint = checkpoint(actor="matrix").pk
    people_the_world(world)
    return world


def batch(world: World, org: Organisation, where: str) -> Batch:
    """An import of that commune, previewed, in which its canary has another birth date."""
    person = world.people[where]
    number = world.numbers[where]
    text = (
        "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Ngày vào Đảng,Chi bộ đang sinh hoạt\n"
        f"{person.full_name},03/04/1971,Nam,{number},19/05/1999,{person.unit.name}\n"
    )
    one = actions.receive(
        actor=world.register.tinh, org=org, units=[person.unit], name=f"ds-{where}.csv",
        content=BytesIO(text.encode()), source="thử", as_of=date(2025, 12, 15),
    )  # fmt: skip
    tasks.preview.func(str(one.uid))
    one.refresh_from_db()
    assert (one.state, one.counts["conflict"]) == ("ready", 1), (one.state, one.counts, one.refusal)
    return one
