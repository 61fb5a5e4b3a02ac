"""A campaign may count fields of its own choice: every figure, gate and word then follows them."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from campaigns import world
from campaigns.acting import campaign, counted
from dangvien.audit.models import Entry
from dangvien.campaigns import recount, snapshots
from dangvien.campaigns.actions import begin, open_campaign, planned
from dangvien.campaigns.actions.beginning import Unread
from dangvien.campaigns.actions.publishing import publish, recompute, take_away
from dangvien.campaigns.counted import by_tier, fields_of, in_words
from dangvien.campaigns.definition import definition
from dangvien.campaigns.models import Campaign, Phase
from dangvien.campaigns.opening import plans
from dangvien.campaigns.queries import figures, tree
from dangvien.campaigns.queries.left import left
from dangvien.campaigns.queries.samples import lot
from dangvien.members.models import Person
from dangvien.quality.actions import settle
from dangvien.quality.models import Finding, Verdict
from dangvien.quality.verdicts import refresh
from members.people import taken_in
from quality.sound import sound
from register import Register

pytestmark = pytest.mark.django_db
# The nine without the card, and with where one comes from.
OWN = [name for name in fields_of(1) if name != "card_number"] + ["hometown", "ethnicity"]


@pytest.fixture
def people(register: Register) -> dict[str, Person]:
    """Seven members of Nà Lốc as the engine sees them: each lacks one thing, or nothing."""
    wrong = {
        "fine": {}, "card": {"card_number": ""}, "home": {"hometown": ""}, "religion": {"religion": ""},
        "id": {"citizen_id": "12345"}, "both": {"card_number": "", "hometown": ""},
        "race": {"ethnicity": ""},
    }  # fmt: skip
    rows = [sound(number, **more) for number, more in enumerate(wrong.values(), 1)]
    made = taken_in(register.tinh, register.na_loc, rows)
    settle()
    return dict(zip(wrong, made, strict=True))


def running(register: Register, people: dict[str, Person], fields: list[str]) -> Campaign:
    one = campaign(register, fields=fields)
    counted(one, people.values())
    return one


def done(one: Campaign) -> set[str]:
    """Who is clean by the row, told by name: asked of the database as the lot is."""
    return set(lot(one, one.org).values_list("person__full_name", flat=True))


def named(people: dict[str, Person], *keys: str) -> set[str]:
    return {people[key].full_name for key in keys}


def test_clean_follows_the_choice(register: Register, people: dict[str, Person]) -> None:
    usual = running(register, people, fields_of(1))
    assert by_tier(usual)
    assert done(usual) == named(people, "fine", "home", "religion", "race")
    own = Campaign(org=usual.org, tier=1, fields=OWN, counted_on=usual.counted_on, pk=usual.pk)
    assert not by_tier(own)
    assert done(own) == named(people, "fine", "card", "religion")
    told = figures(own, register.commune)
    assert (told.done, told.cell, told.base) == (3, 4, 7)
    assert told.counts.ready == 4  # the score "dùng chung" is of tier 1, whatever is counted


def test_the_choice_of_a_tier_gives_the_figures_of_the_tier(
    register: Register, people: dict[str, Person]
) -> None:
    """The two ways of counting, held against each other on the same people."""
    one = running(register, people, fields_of(1))
    fast = figures(one, register.commune).counts
    one.tier = 2  # now its fields are a choice of its own that happens to be those of tier 1
    assert not by_tier(one)
    assert figures(one, register.commune).counts == fast
    assert [row.counts for row in tree(one, register.commune)] == [
        row.counts for row in tree(running_again(one), register.commune)
    ]


def running_again(one: Campaign) -> Campaign:
    one.tier = 1
    return one


def test_where_the_rest_lies_is_asked_of_the_fields_that_count(
    register: Register, people: dict[str, Person]
) -> None:
    one = running(register, people, [*fields_of(1), "religion"])
    Finding.objects.filter(person=people["id"], field="citizen_id").update(holder="police")
    Finding.objects.filter(person=people["card"], field="card_number").update(holder="above")
    refresh([one.pk for one in people.values()])
    told = figures(one, register.commune).counts
    assert told.police == 1
    assert told.done == len(done(one))
    own = Campaign(org=one.org, tier=1, fields=["full_name", "religion"], pk=one.pk,
                   counted_on=one.counted_on)  # fmt: skip
    narrow = figures(own, register.commune).counts
    assert (narrow.police, narrow.above) == (0, 0)  # that finding is none of this campaign's
    assert narrow.cell == 1


def test_an_exception_counts_where_its_field_counts(
    register: Register, people: dict[str, Person]
) -> None:
    one = running(register, people, OWN)
    Finding.objects.filter(person=people["home"], closed_on=None).update(state=Finding.WAIVED)
    Finding.objects.filter(person=people["card"], closed_on=None).update(state=Finding.WAIVED)
    refresh([people["home"].pk, people["card"].pk])
    assert people["home"].full_name in done(one)
    told = figures(one, register.commune).counts
    assert (told.done, told.waived) == (4, 1)  # the card does not count, so neither its exception


def test_published_figures_are_counted_again_from_the_rows(
    register: Register, people: dict[str, Person], book: str
) -> None:
    one = running(register, people, OWN)
    shot = publish(actor=register.mai, campaign=one, org=register.commune, why="thử")
    assert shot.figures["total"] == figures(one, register.commune).counts.as_dict()
    assert recompute(shot).agrees
    rows = snapshots.frozen_rows(one, register.commune)
    gone = people["home"].pk
    assert rows.filter(person=gone)["clean"].item() == 0
    assert rows.filter(person=gone)["missing"].item() == 1
    lying = rows.with_columns(clean=1)  # somebody turns every record clean
    again = recount.recount(lying.iter_rows(named=True), register.commune.path)
    assert again[""]["done"] == 3
    assert "không tính Số thẻ đảng viên" in shot.definition["numerator"]
    with zipfile.ZipFile(io.BytesIO(take_away(actor=register.mai, snapshot=shot))) as packed:
        text = packed.read("dong.csv").decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text)))
    assert recount.recount(read, register.commune.path) == {
        "": shot.figures["total"],
        **{str(row["pk"]): row["counts"] for row in shot.figures["below"]},
    }


def test_the_gate_asks_the_same(register: Register, people: dict[str, Person]) -> None:
    one = running(register, people, OWN)
    phase = one.phases.get(subject=Phase.MEMBER)
    told = left(phase, register.na_loc)
    assert (told.members, told.clean, told.people) == (7, 3, 4)
    # The finding of the card alone holds nobody up.
    blocking = Finding.objects.filter(closed_on=None, severity="E", field__in=OWN).exclude(
        person=None
    )
    assert told.findings == blocking.count()
    Verdict.objects.filter(
        person__in=[people[key].pk for key in ("home", "id", "both", "race")]
    ).update(active=False)
    assert left(phase, register.na_loc).people == 0
    assert left(phase, register.na_loc).findings == 0


def test_the_words_say_what_is_counted(register: Register) -> None:
    one = campaign(register, fields=OWN)
    told = definition(one)
    assert told["fields"] == [name for name in fields_of(2) if name in OWN]
    assert "tính thêm Dân tộc, Quê quán; không tính Số thẻ đảng viên" in told["numerator"]
    assert told["title"] == "Hồ sơ sạch theo chiến dịch này"
    assert definition(campaign(register))["title"] == "Hồ sơ sẵn sàng đồng bộ"
    assert in_words(fields_of(2), 2) == ""


class TestChoosing:
    def test_a_plan_may_name_its_fields(
        self, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        own = replace(plans()["tam-lu"], fields=("sex", "full_name"))
        monkeypatch.setattr("dangvien.campaigns.actions.opening.plans", lambda: {"tam-lu": own})
        assert planned(register.commune, "tam-lu", world.STARTS).counted == ["full_name", "sex"]
        other = planned(register.commune, "tam-lu", world.STARTS, tier=2)
        assert other.counted == fields_of(2)
        assert plans()["tam-lu"].counted == fields_of(1)

    def test_the_choice_is_kept_and_frozen(self, register: Register) -> None:
        world.people(register, register.na_loc, 2)
        Verdict.objects.update(lacks=0, blocked=0)
        one = world.planned(register, fields=OWN)
        assert one.fields == [name for name in fields_of(2) if name in OWN]
        assert "không tính Số thẻ" in Entry.objects.get(action="campaign.open").data["fields"]
        assert begin(actor=register.mai, campaign=one).fields == one.fields

    def test_a_choice_of_nothing_or_of_what_is_no_field_is_refused(
        self, register: Register
    ) -> None:
        for fields in ([], ["khong-co"], ["sex", "secretary"]):
            with pytest.raises(ValidationError, match="ít nhất một thông tin"):
                planned(register.commune, "tam-lu", world.STARTS, fields=fields)

    def test_verdicts_of_before_the_sets_hold_the_beginning_up(self, register: Register) -> None:
        world.people(register, register.na_loc, 1)
        one = world.planned(register, fields=OWN)
        with pytest.raises(Unread, match="Kiểm toàn bộ lại"):
            begin(actor=register.mai, campaign=one)
        usual = open_campaign(actor=register.mai, org=register.commune, plan="tam-lu",
                              starts=world.STARTS)  # fmt: skip
        assert begin(actor=register.mai, campaign=usual).state == Campaign.RUNNING


ASK = "/chien-dich/moi/?ke_hoach=tam-lu&don_vi={}&bat_dau=10/12/2025"


class TestPage:
    def data(self, **more: object) -> dict[str, object]:
        days = {"han-1-cell": "12/12/2025", "han-1-commune": "13/12/2025",
                "han-2-cell": "26/12/2025", "han-2-commune": "27/12/2025",
                "han-3-commune": "29/12/2025"}  # fmt: skip
        return {
            "name": "Làm sạch",
            "tier": "1",
            "drawn": "1",
            "counted": fields_of(1),
            **days,
            **more,
        }

    def test_the_boxes_of_the_tier_are_ticked(self, register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
        page = signed_in(register.mai).get(ASK.format(register.commune.pk)).content.decode()
        assert page.count('name="counted"') == 36
        assert page.count("checked") == len(fields_of(1)) + 1  # and the tier itself

    def test_untouched_boxes_follow_another_tier(self, register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
        client, address = signed_in(register.mai), ASK.format(register.commune.pk)
        page = client.post(address, self.data(tier="2"))
        assert f"ở {len(fields_of(2))} thông tin" in page.content.decode()
        client.post(address, self.data(tier="2", ghi="1"))
        assert Campaign.objects.get().fields == fields_of(2)

    def test_a_choice_is_made_and_told(self, register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
        client, address = signed_in(register.mai), ASK.format(register.commune.pk)
        page = client.post(address, self.data(counted=OWN)).content.decode()
        assert "So với chín thông tin đồng bộ: tính thêm Dân tộc, Quê quán" in page
        client.post(address, self.data(counted=OWN, ghi="1"))
        made = Campaign.objects.get()
        assert set(made.fields) == set(OWN)
        assert "không tính Số thẻ" in client.get(f"/chien-dich/{made.uid}/").content.decode()

    def test_no_box_at_all_is_refused_with_what_was_typed(
        self, register: Register, signed_in
    ) -> None:  # type: ignore[no-untyped-def]
        address = ASK.format(register.commune.pk)
        page = signed_in(register.mai).post(address, self.data(counted=[], name="Tên riêng"))
        assert page.status_code == 422
        assert "Chọn ít nhất một thông tin" in page.content.decode()
        assert "Tên riêng" in page.content.decode()
