"""The API: the same rights as the pages, masked numbers, strict types, errors as problem+json."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy_of
from dangvien.api.description import schema
from dangvien.api.told import FIELDS_OF
from dangvien.api.urls import OPERATIONS, api
from dangvien.audit.models import Entry
from dangvien.exchange.models import Batch
from dangvien.members.models import Person
from exchange.by_hand import HUNG as HUNG_ROW
from exchange.by_hand import LAN as LAN_ROW
from exchange.by_hand import csv
from members.people import LAN, khach, taken_in, values
from register import Register

SignIn = Callable[[User], Client]


@pytest.fixture
def lan(register: Register) -> Person:
    """Lan, a member of Nà Lốc."""
    return taken_in(register.mai, register.na_loc, [values(LAN)])[0]


def post(client: Client, address: str, **body: Any) -> Any:
    """A POST with a JSON body."""
    return client.post(address, json.dumps(body), content_type="application/json")


def problem(answer: Any) -> dict[str, Any]:
    """What an error says."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == answer.status_code
    return told


def test_who_is_asking_and_the_token(register: Register, signed_in: SignIn) -> None:
    told = signed_in(register.hung).get("/api/session").json()
    assert (told["username"], bool(told["csrf_token"])) == ("hung", True)


def test_search_record_and_one_number_shown(
    register: Register, signed_in: SignIn, lan: Person
) -> None:
    hung = signed_in(register.hung)
    found = post(hung, "/api/members/search", text="vi thi lan").json()
    assert [one["uid"] for one in found["people"]] == [str(lan.uid)]
    assert set(found["people"][0]) == {
        "uid", "full_name", "birth_date", "unit", "unit_name", "status",
    }  # fmt: skip
    by_number = post(hung, "/api/members/search", text=LAN["citizen_id"]).json()
    assert len(by_number["people"]) == 1
    told = hung.get(f"/api/members/{lan.uid}").json()
    assert told["values"]["full_name"] == "Vi Thị Lan"
    assert {one["kind"]: one["masked"] for one in told["identifiers"]}["citizen_id"] == (
        "099•••••0001"
    )
    assert LAN["citizen_id"] not in json.dumps(told)
    shown = post(hung, f"/api/members/{lan.uid}/reveal", kind="citizen_id").json()
    assert shown == {"kind": "citizen_id", "value": LAN["citizen_id"]}
    said = list(Entry.objects.filter(actor_id=register.hung.pk).values_list("action", "data"))
    assert [action for action, _ in said] == [
        "member.list", "member.list", "member.read", "member.reveal",
    ]  # fmt: skip
    assert LAN["citizen_id"] not in json.dumps(said)


@pytest.mark.parametrize(("who", "role"), [("hung", "cell_secretary"), ("mai", "commune_officer")])
def test_a_record_shows_the_fields_of_the_role_and_no_other(
    register: Register, signed_in: SignIn, lan: Person, who: str, role: str
) -> None:
    told = signed_in(getattr(register, who)).get(f"/api/members/{lan.uid}").json()
    assert set(told["values"]) == FIELDS_OF[role]
    assert not set(told["values"]) & {"citizen_id", "phone", "card_number", "old_id_number"}


def test_the_committee_of_a_cell_sees_the_nine_fields_only(
    register: Register, signed_in: SignIn, lan: Person
) -> None:
    register.hung.grants.update(role="cell_committee")
    told = signed_in(register.hung).get(f"/api/members/{lan.uid}").json()
    assert set(told["values"]) == FIELDS_OF["cell_committee"]
    assert "hometown" not in told["values"]


ROLES = ("hung", "mai", "binh", "tinh", "leader", "admin", "khach", "nobody")
# Operation → who gets an answer for something of Nà Lốc; everybody else: not there.
MATRIX: dict[str, set[str]] = {
    "search": {"hung", "mai", "tinh"},
    "record": {"hung", "mai", "tinh"},
    "reveal": {"hung", "mai", "tinh"},
    "tree": {"hung", "mai", "tinh", "leader", "admin"},
    "upload": {"mai", "tinh"},
    "state": {"mai", "tinh"},
    "commit": {"mai", "tinh"},
    "undo": {"mai", "tinh"},
}


def ask(client: Client, operation: str, register: Register, person: Person, batch: Batch) -> Any:
    """One request of each operation about Nà Lốc."""
    file = SimpleUploadedFile("ds.csv", csv(LAN_ROW))
    upload = {"org": register.na_loc.pk, "source": "3.0", "as_of": "2025-12-15", "file": file}
    at = f"/api/imports/{batch.uid}"
    match operation:
        case "search":
            return post(client, "/api/members/search", text="lan", org=register.na_loc.pk)
        case "record":
            return client.get(f"/api/members/{person.uid}")
        case "reveal":
            return post(client, f"/api/members/{person.uid}/reveal", kind="phone")
        case "tree":
            return client.get(f"/api/organisations?root={register.na_loc.pk}")
        case "upload":
            return client.post("/api/imports", upload)
        case _:
            return client.get(at) if operation == "state" else client.post(f"{at}/{operation}")


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("operation", MATRIX)
def test_the_matrix_of_roles(
    register: Register, signed_in: SignIn, lan: Person, operation: str, who: str
) -> None:
    batch = Batch.objects.create(
        org=register.na_loc, file_name="ds.csv", file_hash="0" * 64, file_size=1, source="3.0",
        as_of="2025-12-15", uploaded_by=register.mai, state="refused",
    )  # fmt: skip
    client = Client() if who == "nobody" else signed_in(getattr(register, who))
    answer = ask(client, operation, register, lan, batch)
    if who == "nobody":
        assert answer.status_code == 401
    elif who in MATRIX[operation]:
        assert answer.status_code in (200, 201, 409), answer.content
    else:
        assert answer.status_code == 404
        assert lan.full_name not in answer.content.decode()
        problem(answer)


def test_absent_and_forbidden_are_one_answer(
    register: Register, signed_in: SignIn, lan: Person
) -> None:
    other = khach(register)
    hung = signed_in(register.hung)
    forbidden, absent = (hung.get(f"/api/members/{uid}") for uid in (other.uid, uuid4()))
    assert (forbidden.status_code, forbidden.content) == (404, absent.content)


def test_an_import_from_upload_to_undo(
    register: Register, signed_in: SignIn,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:  # fmt: skip
    mai = signed_in(register.mai)

    def press(address: str, data: dict[str, Any] | None = None) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            answer = mai.post(address, data or {})
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    file = SimpleUploadedFile("ds.csv", csv(LAN_ROW, HUNG_ROW))
    told = press("/api/imports", {"org": register.commune.pk, "units": [register.na_loc.pk],
                                  "source": "3.0", "as_of": "2025-12-15", "file": file})  # fmt: skip
    at = f"/api/imports/{told['uid']}"
    ready = mai.get(at).json()
    assert (ready["state"], ready["counts"]["new"], ready["counts"]["read"]) == ("ready", 2, 3)
    press(f"{at}/commit")
    assert mai.get(at).json()["state"] == "committed"
    assert Person.objects.alive().count() == 2
    assert problem(mai.post(f"{at}/commit"))["detail"] == "Lần nhập này đã ghi xong."
    inverse = press(f"{at}/undo")
    press(f"/api/imports/{inverse['uid']}/commit")
    assert Person.objects.alive().count() == 0


@pytest.mark.parametrize("day", ["0", "15/12/2025", "2025-13-01", "", "1e3", "1734220800"])
def test_a_day_is_a_day_and_never_a_number(register: Register, signed_in: SignIn, day: str) -> None:
    mai = signed_in(register.mai)
    answer = mai.get(f"/api/organisations?on={day}")
    assert answer.status_code == 422
    assert problem(answer)["wrong"] == [
        {"field": "on", "detail": "Ngày viết theo dạng 2025-12-15."}
    ]
    file = SimpleUploadedFile("ds.csv", csv(LAN_ROW))
    sent = {"org": register.commune.pk, "source": "3.0", "as_of": day, "file": file}
    assert mai.post("/api/imports", sent).status_code == 422
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "a"}, {"text": "a" * 121}, {"text": "lan", "limit": 0},
     {"text": "lan", "limit": "50"}, {"text": "lan", "org": "1"}, {"text": ["lan"]},
     {"text": "lan", "is_admin": True}, {"text": "lan", "org": 10**30}],
)  # fmt: skip
def test_what_is_not_asked_right_is_said_field_by_field_and_repeats_no_value(
    register: Register, signed_in: SignIn, body: dict[str, Any]
) -> None:
    told = problem(post(signed_in(register.hung), "/api/members/search", **body))
    assert told["status"] == 422
    assert told["wrong"]
    assert "a" * 121 not in json.dumps(told)


def test_broken_json_and_a_foreign_cursor_are_four_hundred(
    register: Register, signed_in: SignIn, lan: Person
) -> None:
    hung = signed_in(register.hung)
    broken = hung.post("/api/members/search", "{", content_type="application/json")
    assert problem(broken)["status"] == 400
    foreign = post(hung, "/api/members/search", text="lan", after="none-of-ours")
    assert problem(foreign)["status"] == 400


def test_without_the_token_against_forgery_nothing_is_written(
    register: Register, signed_in: SignIn, lan: Person
) -> None:
    signed = signed_in(register.hung)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed.cookies
    assert problem(post(strict, f"/api/members/{lan.uid}/reveal", kind="phone"))["status"] == 403
    token = strict.get("/api/session").json()["csrf_token"]
    answer = strict.post(
        f"/api/members/{lan.uid}/reveal", '{"kind": "phone"}', content_type="application/json",
        headers={"X-CSRFToken": token},
    )  # fmt: skip
    assert answer.status_code == 200


def test_a_file_that_cannot_be_used_is_refused_in_the_words_of_clean(
    register: Register, signed_in: SignIn,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:  # fmt: skip
    mai = signed_in(register.mai)
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    with django_capture_on_commit_callbacks(execute=True):
        told = mai.post("/api/imports", {"org": register.commune.pk, "source": "3.0",
                                         "as_of": "2025-12-15", "file": file}).json()  # fmt: skip
    told = mai.get(f"/api/imports/{told['uid']}").json()
    assert (told["state"], told["refusal"]) == (
        "refused", "Tệp “x.pdf”: đây là tệp PDF, không phải bảng tính.",
    )  # fmt: skip


def test_mass_assignment_on_upload_changes_nothing_of_ours(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    asked = ("org", "units", "source", "as_of")
    names = [field.name for field in Batch._meta.get_fields() if field.name not in asked]
    names += ["uploaded_by_id", "org_id", "undoes_id", "pk", "headings", "actor"]
    file = SimpleUploadedFile("ds.csv", csv(LAN_ROW))
    answer = mai.post("/api/imports", {
        **dict.fromkeys(names, "1"), "state": "committed", "org": register.commune.pk,
        "source": "3.0", "as_of": "2025-12-15", "file": file,
    })  # fmt: skip
    assert answer.status_code == 201
    batch = Batch.objects.get()
    assert (batch.state, batch.kind, batch.uploaded_by, batch.undoes) == (
        "waiting", "members", register.mai, None,
    )  # fmt: skip
    assert (batch.counts, batch.done, batch.total, batch.committed_at) == ({}, 0, 0, None)
    assert (batch.file_name, batch.told, batch.refusal) == ("ds.csv", {"headings": {}}, "")


def test_every_operation_says_its_policy_and_declares_its_errors() -> None:
    assert all(policy_of(operation) for operation in OPERATIONS)
    for address, methods in schema(api)["paths"].items():
        for method, told in methods.items():
            answers = told["responses"]
            assert {"400", "404", "409", "422"} <= set(answers), (address, method)
            assert all("application/problem+json" in answers[code]["content"]
                       for code in answers if int(code) >= 400)  # fmt: skip


def test_the_description_is_for_who_is_signed_in(register: Register, signed_in: SignIn) -> None:
    told = signed_in(register.khach).get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert len(told["paths"]) == len(OPERATIONS)
    assert Client().get("/api/openapi.json").status_code == 401
