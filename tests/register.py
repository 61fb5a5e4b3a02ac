"""The small register that stories begin with: one province, two communes, three cells, the cast.

Tỉnh Thanh Hóa ─┬─ xã Tam Lư ─┬─ bản Nà Lốc (hùng is secretary; lan is a member)
                │             └─ Cơ quan Đảng (mai works for the commune)
                └─ xã Bên ────── Trạm Y tế (bình is officer of xã Bên)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvien.accounts.models import User
from dangvien.core.text import fold, name_key, sort_key
from dangvien.orgs.models import Grant, Organisation, Placement

FOUNDED = date(2025, 7, 1)


@dataclass
class Register:
    """Organisations and users by the names the stories call them."""

    province: Organisation
    commune: Organisation
    na_loc: Organisation
    party_office: Organisation
    other_commune: Organisation
    clinic: Organisation
    hung: User  # secretary of Nà Lốc
    mai: User  # commune officer of Tam Lư
    binh: User  # commune officer of the other commune
    tinh: User  # province officer
    leader: User  # reads figures of Tam Lư
    admin: User  # technical administrator at the province
    khach: User  # signed in, no grant


def organisation(
    name: str, parent: Organisation | None, form: str, code: str, kind: str = "Xã"
) -> Organisation:
    """One organisation with its placement since July 2025."""
    org = Organisation(
        name=name, parent=parent, form=form, code=code, kind=kind, founded_on=FOUNDED,
        sort_key=sort_key(name), path=f"/new-{code}/",
    )  # fmt: skip
    org.save()
    org.path = f"{parent.path if parent else '/'}{org.pk}/"
    org.save(update_fields=["path"])
    Placement.objects.create(
        org=org, parent=parent, name=name, form=form, kind=kind, code=code, since=FOUNDED
    )
    return org


def user(username: str, full_name: str, role: str = "", org: Organisation | None = None) -> User:
    """A user with at most one grant; the password is the login name, twice."""
    one = User(username=username, full_name=full_name)
    one.set_password(username * 2)
    one.save()
    if org is not None:
        Grant.objects.create(user=one, role=role, org=org, since=date(2025, 1, 1))
    return one


def build() -> Register:
    """The small register, with nobody in it yet."""
    province = organisation("Đảng bộ tỉnh Thanh Hóa", None, "tinh", "38")
    commune = organisation("Đảng bộ xã Tam Lư", province, "xa", "38.150")
    other = organisation("Đảng bộ xã Bên", province, "xa", "38.151")
    na_loc = organisation("Chi bộ bản Nà Lốc", commune, "chi_bo_co_so", "38.150.001")
    office = organisation("Chi bộ Cơ quan Đảng", commune, "chi_bo_co_so", "38.150.002")
    clinic = organisation("Chi bộ Trạm Y tế", other, "chi_bo_co_so", "38.151.001")
    return Register(
        province=province, commune=commune, na_loc=na_loc, party_office=office,
        other_commune=other, clinic=clinic,
        hung=user("hung", "Lò Văn Hùng", "cell_secretary", na_loc),
        mai=user("mai", "Hà Thị Mai", "commune_officer", commune),
        binh=user("binh", "Lê Thanh Bình", "commune_officer", other),
        tinh=user("tinh", "Đỗ Thị Tình", "province_officer", province),
        leader=user("lanhdao", "Vi Văn Lãnh", "leader", commune),
        admin=user("quantri", "Trần Văn Trị", "administrator", province),
        khach=user("khach", "Trần Văn Khách"),
    )  # fmt: skip


def keys(full_name: str) -> dict[str, str]:
    """The stored keys of a name."""
    return {
        "search_key": fold(full_name), "sort_key": sort_key(full_name),
        "name_key": name_key(full_name),
    }  # fmt: skip
