"""The world of the matrix: units in every relation to one cell, canaries in them, users beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.audit.actions import checkpoint
from dangvien.campaigns import actions as campaigns
from dangvien.campaigns.actions.reporting import make_report
from dangvien.campaigns.models import Campaign, Report, Sample, SampleItem, SignOff, Snapshot
from dangvien.exchange import actions, tasks
from dangvien.exchange.models import Batch, ExportRequest, Row
from dangvien.inbox.models import Notice
from dangvien.members.models import Person
from dangvien.orgs.models import Grant, Officer, Organisation
from dangvien.quality.actions import propose, questions
from dangvien.quality.models import Finding, Inquiry, Pair, Proposal, Question
from dangvien.worklists.models import Handout, Returned, Sheet
from register import Register, organisation, user

LONG_AGO = date(2025, 1, 1)

# Where a user's grant stands, seen from the cell whose things are asked for.
RELATIONS = (
    "own", "parent", "top",  # reach the cell
    "sibling", "other-commune", "other-cell", "below",  # do not
    "revoked", "expired", "future", "none", "closed-account", "anonymous",
)  # fmt: skip
ROLELESS = ("none", "anonymous")
REACHING = {
    "cell": {"own", "parent", "top"}, "commune": {"parent", "top"}, "top": {"top"},
    "campaign": {"own", "parent", "top", "sibling", "below"},  # one of the commune reaches them all
}  # fmt: skip


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
    question: Question | None = None
    report: Report | None = None
    snapshot: Snapshot | None = None  # of the cell
    sample: Sample | None = None  # of the cell
    fallen: Sample | None = None  # of the cell too, failed, with one wrong record
    campaign: Campaign | None = None  # of the commune, running; its first step signed by the cell
    notice: Notice | None = None
    pair: Pair | None = None  # two people of the commune who may be one
    inquiry: Inquiry | None = None  # what the cell is asked about its own
    finding: Finding | None = None  # of the cell's canary: no phone
    sheet: Sheet | None = None  # the canary's, out
    returned: Returned | None = None  # a list of the cell that came back
    proposal: Proposal | None = None  # of hùng, about the canary of his cell
    asked_list: ExportRequest | None = None  # of hùng, the list of his cell

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


def people_the_world(world: World, roles: Iterable[str]) -> None:
    """One user for each role in each relation; who has no role is nobody once."""
    today = date(2025, 12, 15)
    special: dict[str, dict[str, object]] = {
        "revoked": {"revoked_at": timezone.now()},
        "expired": {"until": today},
        "future": {"since": today + timedelta(days=1)},
        "closed-account": {},
    }
    for role in roles:
        for relation in RELATIONS:
            if relation in ROLELESS and role != next(iter(ROLES)):
                continue
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


def build(register: Register, roles: Iterable[str] = ROLES) -> World:
    """The world, peopled with users of these roles."""
    group = organisation("Tổ đảng bản Nà Lốc", register.na_loc, "to_dang", "38.150.001.1")
    world = World(register, group)
    for number, where in enumerate(("own", "sibling", "other-cell")):
        world.people[where] = canary(world, where, number)
    for where, org in (("own", register.commune), ("other-cell", register.other_commune)):
        world.batches[where] = batch(world, org, where)
    world.checkpoint = checkpoint(actor="matrix").pk
    furnish(world)
    people_the_world(world, roles)
    return world


def furnish(world: World) -> None:
    """Everything that has an address, in the cell and in the commune of this world's register."""
    home = world.register
    world.batches["held"] = Batch.objects.create(
        org=home.commune, state="held", file_name="nhieu.csv", file_hash="1" * 64, file_size=1,
        source="thử", as_of=date(2025, 12, 15), uploaded_by=home.mai,
        told={"superior": home.province.pk},
    )  # fmt: skip
    world.officer = Officer.objects.create(
        org=home.na_loc, name="Lò Văn Hùng", position="secretary", since=LONG_AGO
    ).pk
    world.grant = Grant.objects.get(user=home.hung).pk
    world.row = Row.objects.get(batch=world.batches["own"], fate="conflict").pk
    world.campaign, world.notice = campaign(world)
    world.snapshot, world.sample, world.fallen = figured(world)
    world.pair, world.inquiry = doubled(world)
    world.question, world.report = asked(world)
    world.proposal = proposed(world)
    world.finding, world.sheet, world.returned = handed_out(world)
    world.asked_list = ExportRequest.objects.create(
        org=home.na_loc, asked_by=home.hung, purpose="đối chiếu với sổ chi bộ", rows=201
    )


def handed_out(world: World) -> tuple[Finding, Sheet, Returned]:
    """A thing to ask the canary, the sheet on which it is asked, a list of the cell that came back."""
    cell, canary, hung = world.register.na_loc, world.people["own"], world.register.hung
    found = Finding.objects.create(
        person=canary, unit=cell, rule="V22", field="phone", cause="missing", severity="W",
        dimension="dung", opened_on=LONG_AGO,
    )  # fmt: skip
    paper, book = (
        Handout.objects.create(unit=cell, kind=kind, made_by=hung) for kind in ("paper", "workbook")
    )
    sheet = Sheet.objects.create(
        code=f"TL-{cell.pk:02}-0001", handout=paper, person=canary, number=1, version=canary.version
    )
    back = Returned.objects.create(
        handout=book, unit=cell, file_name="na-loc.xlsx", file_hash="2" * 64, by=hung,
        counts=dict.fromkeys(("read", "written", "waiting", "same", "blank", "aside", "missing"), 0),
    )  # fmt: skip
    return found, sheet, back


def doubled(world: World) -> tuple[Pair, Inquiry]:
    """Two canaries of the commune that may be one person; the cell was asked about its own."""
    first, second = sorted((world.people["own"], world.people["sibling"]), key=lambda one: one.pk)
    found = Pair.objects.create(
        first=first, second=second, org=world.register.commune, probability=0.95,
        found_on=date(2025, 12, 1), why=["name:near", "birth:same"],
    )  # fmt: skip
    asked = Inquiry.objects.create(
        pair=found, person=world.people["own"], unit=world.register.na_loc,
        asked_by=world.register.mai, due=date(2025, 12, 18),
    )  # fmt: skip
    return found, asked


def campaign(world: World) -> tuple[Campaign, Notice]:
    """A campaign of the commune, begun, in which the cell has signed for its organisation."""
    mai, home = world.register.mai, world.register
    made = campaigns.open_campaign(
        actor=mai, org=home.commune, plan="tam-lu", starts=date(2025, 12, 10)
    )
    begun = campaigns.begin(actor=mai, campaign=made)
    # Written down as it is: what the engine thinks of the cell is not asked here.
    SignOff.objects.create(phase=begun.phases.get(number=1), org=home.na_loc, signed_by=mai)
    campaigns.assign(actor=mai, campaign=begun, org=home.na_loc, user=home.hung)
    return begun, Notice.objects.filter(user=home.hung)[0]


def proposed(world: World) -> Proposal:
    """What hùng proposes about the canary of his cell."""
    person = world.people["own"]
    return propose(
        actor=world.register.hung, person=person, values={"birth_date": "03/01/1970"},
        evidence="card", version=person.version,
    )  # fmt: skip


def asked(world: World) -> tuple[Question, Report]:
    """A question of the cell that lies with the commune; a report of the commune."""
    assert world.campaign is not None
    home = world.register
    one = questions.ask(actor=home.hung, findings=[], kind="doubt", said="Lấy ngày nào làm chuẩn?")
    report = make_report(
        actor=home.mai, campaign=world.campaign, org=home.commune, kind="progress", said={}
    )
    return one, report


def figured(world: World) -> tuple[Snapshot, Sample, Sample]:
    """Figures of the cell, published; a sample in it of which nobody has looked at the canary."""
    assert world.campaign is not None
    mai, cell = world.register.mai, world.register.na_loc
    frozen = campaigns.publish(actor=mai, campaign=world.campaign, org=cell, why="thử")
    phase = world.campaign.phases.get(subject="member")
    drawn = Sample.objects.create(
        phase=phase,
        org=cell,
        seed="a" * 32,
        lot=2,
        size=2,
        most=0,
        limit=0.03,
        risk=0.1,
        drawn_by=mai,
    )
    canary = world.people["own"]
    SampleItem.objects.create(sample=drawn, number=1, person=canary, version=canary.version)
    fallen = Sample.objects.create(
        phase=drawn.phase, org=drawn.org, seed="b" * 32, lot=1, size=1, most=0, limit=0.03, risk=0.1,
        drawn_by=mai, state="failed", ended_at=timezone.now(), result={"wrong": 1, "looked": 1,
        "fields": {"sex": 1}, "low": 0.0, "high": 1.0},
    )  # fmt: skip
    SampleItem.objects.create(
        sample=fallen, number=1, person=canary, version=canary.version, errors=["sex"],
        by=world.register.tinh, at=timezone.now(),
    )  # fmt: skip
    return frozen, drawn, fallen


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
