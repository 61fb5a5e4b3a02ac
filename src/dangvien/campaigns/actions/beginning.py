"""A planned campaign begins with its people counted once, or is called off."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, Value

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import counted
from dangvien.campaigns.actions.days import keep_day
from dangvien.campaigns.models import Base, Campaign
from dangvien.campaigns.queries.clean import uncounted
from dangvien.core.text import clean
from dangvien.inbox import actions as inbox
from dangvien.look.numbers import thousands
from dangvien.members.models import Person, Touched
from dangvien.orgs.actions.opening import lock
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins, require
from dangvien.quality.actions import settle
from dangvien.quality.models import Verdict

A_FEW = 50  # people being worked on this very moment do not hold a beginning up
SETTLING = 20  # seconds of looking again at whoever was touched before the first figures are taken


class Unread(ValidationError):  # noqa: N818
    """The rule book has not looked at everybody: the first evening would say that nothing is done."""


def begin(*, actor: User, campaign: Campaign) -> Campaign:
    """Count the people who are the denominator, once, and let the work begin.

    Whoever was touched is looked at again first, so that the line of days begins with what is true.
    """
    require(actor, "campaign.run", campaign.org)
    settle(seconds=SETTLING)
    return _begun(actor, campaign)


@transaction.atomic
def _begun(actor: User, campaign: Campaign) -> Campaign:
    lock()
    campaign.refresh_from_db()
    require(actor, "campaign.run", campaign.org)
    if campaign.state == Campaign.CALLED_OFF:
        raise ValidationError("Chiến dịch này đã hủy, không bắt đầu được nữa.")
    if campaign.state != Campaign.PLANNED:
        raise ValidationError("Chiến dịch này đã bắt đầu.")
    if (other := overlapping(campaign.org)) is not None:
        raise ValidationError(
            f"{other.org.name} đang chạy chiến dịch “{other.name}”, hai chiến dịch trùng phạm vi thì "
            "không rõ lấy số nào. Kết thúc chiến dịch ấy trước."
        )
    _read(campaign)
    campaign.state, campaign.counted_on = Campaign.RUNNING, clock.today()
    campaign.fields = counted.fields(campaign)  # from now on nothing changes them
    campaign.version += 1
    campaign.save(update_fields=["state", "counted_on", "fields", "version"])
    people = _count(campaign)
    keep_day(campaign, campaign.counted_on - timedelta(days=1))  # where the line begins
    inbox.send(
        key=f"campaign:{campaign.uid}:began", org=campaign.org, kind="began",
        permission="campaign.run", address=f"/chien-dich/{campaign.uid}/",
        said=f"Chiến dịch “{campaign.name}” đã bắt đầu, {_by(campaign)}. "
             "Phân công người chịu trách nhiệm từng đơn vị.",
    )  # fmt: skip
    record(
        actor=actor, action="campaign.begin", org=campaign.org,
        subject=f"campaign:{campaign.uid}", data={"counted": people},
    )  # fmt: skip
    return campaign


@transaction.atomic
def call_off(*, actor: User, campaign: Campaign, reason: str) -> Campaign:
    """Give up a campaign that has not begun; one that runs is ended instead. The row stays, with why."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    require(actor, "campaign.run", campaign.org)
    if campaign.state != Campaign.PLANNED:
        raise ValidationError(
            "Chỉ hủy được chiến dịch chưa bắt đầu. Chiến dịch đang chạy thì kết thúc, ghi lý do."
        )
    if not (why := clean(reason)):
        raise ValidationError({"reason": "Ghi lý do hủy."})
    campaign.state = Campaign.CALLED_OFF
    campaign.version += 1
    campaign.told = {**campaign.told, "called_off": {"on": clock.today().isoformat(), "why": why}}
    campaign.save(update_fields=["state", "version", "told"])
    inbox.done(f"campaign:{campaign.uid}:")
    record(
        actor=actor, action="campaign.call_off", org=campaign.org,
        subject=f"campaign:{campaign.uid}", data={"reason": why},
    )  # fmt: skip
    return campaign


def overlapping(org: Organisation) -> Campaign | None:
    """A running campaign above, at or below an organisation."""
    rows = Campaign.objects.filter(state=Campaign.RUNNING).select_related("org")
    return rows.filter(
        Q(org__in=[*org.ancestor_ids, org.pk]) | begins("org__path", org.path)
    ).first()


def _by(campaign: Campaign) -> str:
    """The deadline inside a sentence: "phải xong trước 30/12/2025", or "hạn 29/12/2025"."""
    return f"phải xong {campaign.due}" if campaign.due.startswith("trước") else campaign.due


def _read(campaign: Campaign) -> None:
    """Refuse while the rule book has not looked at everybody as they are now."""
    people = Person.objects.alive().filter(status="active").of(campaign.org).order_by()
    seen = Verdict.objects.filter(person=OuterRef("pk"))
    if unseen := people.filter(~Exists(seen)).count():
        raise Unread(
            f"Bộ quy tắc chưa xem {thousands(unseen)} hồ sơ ở {campaign.org.name}; bắt đầu bây giờ thì "
            "ngày đầu ghi các hồ sơ ấy là chưa xong. Kiểm toàn bộ xong rồi bắt đầu."
        )
    if uncounted(campaign):
        raise Unread(
            "Chiến dịch tính các thông tin chọn riêng, mà lần kiểm gần nhất chưa ghi từng thông tin. "
            "Kiểm toàn bộ lại một lần rồi bắt đầu."
        )
    waits = Touched.objects.filter(person__in=people.values("pk"))
    if (left := waits.values("person").distinct().count()) > A_FEW:
        raise ValidationError(
            f"Máy còn {thousands(left)} hồ sơ vừa thay đổi phải xem lại. Đợi vài phút rồi bắt đầu."
        )


def _count(campaign: Campaign) -> int:
    """Everybody active in the subtree, with the unit of today, written by the database itself."""
    people = Person.objects.alive().filter(status="active").of(campaign.org).order_by()
    rows = people.annotate(campaign=Value(campaign.pk)).values_list("campaign", "pk", "unit")
    sql, values = rows.query.sql_with_params()
    table = connection.ops.quote_name(Base._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (campaign_id, person_id, unit_id) {sql}",
            values,
        )
        return int(cursor.rowcount)
