"""People. Status, unit and admission are written by events; their columns here are a projection.

Field names are those of `core.schema.MEMBER`. Dates are partial ISO texts ("1958", "1958-05",
"1958-05-12"). Identifiers lie sealed in `Identifier`, never here. Values are TextFields: what a list
says may be longer than any length we would guess, and nothing is cut (`members.fields.fits`).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, reaches_all, under


class PersonQuerySet(models.QuerySet["Person"]):
    """People, always asked for somebody."""

    def visible_to(self, user: User, permission: str) -> PersonQuerySet:
        """People of the units in which the user holds the permission; undone imports left out."""
        tops = paths(user, permission)
        if reaches_all(user, tops):  # asking for the unit would be needless work
            return self.alive()
        units = Organisation.objects.filter(under(tops))
        return self.alive().filter(unit__in=units.values("pk"))

    def alive(self) -> PersonQuerySet:
        """Records that stand: neither withdrawn by an undo nor merged into another."""
        return self.filter(withdrawn_at=None, same_as=None)

    def of(self, org: Organisation) -> PersonQuerySet:
        """People of an organisation and everything below it."""
        below = Organisation.objects.under(org).values("pk")
        return self.filter(unit__in=below)


class Person(models.Model):
    """One person, once, for good: the id is ours, never reused, never a number of theirs.

    `sources`: field → {"s": source, "v": day last verified, "w": by whom, "b": batch}; "*" holds for
    every field not named. `sections`: optional T3 fields, switched off by default.
    `withdrawn_at`: an undone import brought this record; it is kept, and shown to nobody.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.TextField("Họ và tên")
    search_key = models.TextField()  # core.text.fold
    sort_key = models.TextField()  # core.text.sort_key
    name_key = models.TextField()  # core.text.name_key
    other_name = models.TextField("Tên gọi khác", blank=True)
    sex = models.TextField("Giới tính", blank=True)
    birth_date = models.TextField("Ngày sinh", blank=True)
    id_birth_date = models.TextField("Ngày sinh theo căn cước", blank=True)
    ethnicity = models.TextField("Dân tộc", blank=True)
    religion = models.TextField("Tôn giáo", blank=True)
    hometown = models.TextField("Quê quán", blank=True)
    permanent_address = models.TextField("Nơi thường trú", blank=True)
    temporary_address = models.TextField("Nơi tạm trú", blank=True)
    file_number = models.TextField("Số lý lịch", blank=True)
    party_position = models.TextField("Chức vụ đảng", blank=True)
    government_position = models.TextField("Chức vụ chính quyền", blank=True)
    workplace = models.TextField("Đơn vị công tác", blank=True)
    political_theory = models.TextField("Lý luận chính trị", blank=True)
    professional_level = models.TextField("Chuyên môn nghiệp vụ", blank=True)
    temporary_cell = models.TextField("Chi bộ sinh hoạt tạm thời", blank=True)
    residence_cell = models.TextField("Chi bộ nơi cư trú", blank=True)
    sections: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)

    # The projection of events (members.projection makes it again).
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    status = models.TextField("Trạng thái", default="active")
    member_type = models.TextField("Loại đảng viên", blank=True)
    admission_date = models.TextField("Ngày vào Đảng", blank=True)
    admission_decision_date = models.TextField("Ngày quyết định kết nạp", blank=True)
    official_date = models.TextField("Ngày chính thức", blank=True)
    exemption_date = models.TextField("Ngày miễn", blank=True)

    sources: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    withdrawn_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "sort_key", "id"], name="person_of_unit"),
            # A search by part of a name reads this index alone, in the order of the answer.
            models.Index(
                fields=["sort_key", "id", "search_key", "unit"],
                name="person_sorted",
                condition=Q(withdrawn_at=None, same_as=None),
            ),
            models.Index(
                fields=["unit", "status"],
                name="person_counted",
                condition=Q(withdrawn_at=None, same_as=None),
            ),
            models.Index(fields=["name_key", "birth_date"], name="person_alike"),
            models.Index(fields=["birth_date"], name="person_born"),
            models.Index(fields=["file_number"], name="person_file_number"),
        ]

    def __str__(self) -> str:
        return str(self.uid)  # a name in a log line would be a leak


class Identifier(models.Model):
    """A number that belongs to a person: sealed, with a keyed index for exact search.

    Sealed for the place `identifier:<person uid>:<kind>`; `blind` is `ring.index(kind, number)`.
    Claimed twice is a finding (V09); verified twice is impossible.
    """

    KINDS = ("citizen_id", "old_id_number", "card_number", "phone")
    CLAIMED, VERIFIED = "claimed", "verified"

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20)
    sealed = models.BinaryField()
    blind = models.BinaryField(max_length=16)
    state = models.CharField(max_length=10, default=CLAIMED)
    since = models.DateField(null=True)
    until = models.DateField(null=True)  # null: in use
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["blind", "kind"], name="identifier_exact"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "blind"],
                condition=Q(state="verified", until=None) & ~Q(kind="phone"),
                name="verified_once",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(until=None), name="one_in_use"
            ),
        ]


class Admission(models.Model):
    """One entry into the Party; a person may have two, the second after leaving."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="admissions")
    decision_date = models.TextField("Ngày quyết định kết nạp", blank=True)
    ceremony_date = models.TextField("Ngày lễ kết nạp", blank=True)
    official_date = models.TextField("Ngày công nhận chính thức", blank=True)
    decision = models.TextField("Số quyết định", blank=True)
    ended_on = models.DateField(null=True)


class Membership(models.Model):
    """Where a person belongs, meets for a time, or keeps contact where they live (213)."""

    OFFICIAL, TEMPORARY, RESIDENCE = "official", "temporary", "residence"

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10)
    since = models.DateField(null=True)  # null: as far back as anyone knows
    until = models.DateField(null=True)  # the first day on which it no longer holds

    class Meta:
        indexes = [models.Index(fields=["unit", "kind", "until"], name="membership_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="official", until=None),
                name="one_official_membership",
            ),
        ]


class Event(models.Model):
    """Something that happened to a person, as decided; never edited, only cancelled by another.

    `data`: the projected values it sets (status, member_type, admission_date …). An import writes
    kind "stated" ("as stated in the list").
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    on = models.DateField(null=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    decision = models.CharField("Căn cứ", max_length=200, blank=True)
    authority = models.CharField("Cấp quyết định", max_length=160, blank=True)
    data: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    batch = models.UUIDField(null=True)
    cancels = models.OneToOneField("self", models.PROTECT, null=True, related_name="cancelled_by")
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=160)

    class Meta:
        indexes = [
            models.Index(fields=["person", "id"], name="event_of_person"),
            models.Index(fields=["batch"], name="event_of_batch", condition=~Q(batch=None)),
        ]


class Change(models.Model):
    """One field of one person before and after, with its source: history, and what undo rests on.

    `version`: the person's version that it led to, so that a stale page can say what changed since.
    `mark`: where the value before came from (an entry of `Person.sources`). `undoes`: the batch whose
    change this takes back. Equal values before and after: somebody checked the field.

    Values of identifiers are sealed (place `change:<person uid>:<field>`) and base64; `sealed` says so.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="changes")
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    sealed = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    mark: models.JSONField[dict[str, str] | None] = models.JSONField(null=True)
    batch = models.UUIDField(null=True)
    undoes = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=160)

    class Meta:
        indexes = [
            models.Index(fields=["person", "field", "id"], name="change_of_field"),
            models.Index(fields=["batch"], name="change_of_batch", condition=~Q(batch=None)),
        ]


class Touched(models.Model):
    """Whom an action touched, with the keys before and after, until `quality` has looked again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    keys: models.JSONField[list[str]] = models.JSONField(default=list)  # "kind:hex of blind"
    at = models.DateTimeField(auto_now_add=True)
