"""Imports: upload, look, commit, take back."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from dangvien.accounts.policy import policy
from dangvien.api.asked import Upload
from dangvien.api.callers import caller
from dangvien.api.problems import DECLARED
from dangvien.api.told import Import
from dangvien.exchange import actions, organisations, queries
from dangvien.exchange.models import Batch
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent

router = Router(tags=["Nhập danh sách"])


@router.post("imports", response={201: Import, **DECLARED}, url_name="upload_list")
@policy("import.run")
def upload_list(
    request: HttpRequest, asked: Form[Upload], file: File[UploadedFile]
) -> Status[Import]:
    """Send a list of members; it is read and previewed by a job, nothing is written."""
    user = caller(request)
    orgs = Organisation.objects.visible_to(user, "import.run")
    org = found_or_absent(orgs, pk=asked.org)
    units = list(orgs.filter(pk__in=asked.units))
    if len(units) != len(set(asked.units)):
        raise Http404
    batch = actions.receive(
        actor=user, org=org, units=units or None, name=file.name or "",
        content=cast(BinaryIO, file), source=asked.source, as_of=asked.as_of,
    )  # fmt: skip
    return Status(201, told(batch))


@router.get("imports/{uuid:uid}", response={200: Import, **DECLARED}, url_name="import_state")
@policy("import.run")
def import_state(request: HttpRequest, uid: UUID) -> Import:
    """How far an import is, and its closing sum."""
    return told(_batch(request, uid))


@router.post(
    "imports/{uuid:uid}/commit", response={200: Import, **DECLARED}, url_name="commit_list"
)
@policy("import.run")
def commit_list(request: HttpRequest, uid: UUID) -> Import:
    """Have the new and changed rows written."""
    batch, user = _batch(request, uid), caller(request)
    if batch.kind == "organisations":
        return told(organisations.commit(actor=user, batch=batch, later=True))
    return told(actions.commit(actor=user, batch=batch))


@router.post("imports/{uuid:uid}/undo", response={201: Import, **DECLARED}, url_name="undo_list")
@policy("import.run")
def undo_list(request: HttpRequest, uid: UUID) -> Status[Import]:
    """Make the inverse of a committed import; it has a preview of its own and is committed like any."""
    return Status(201, told(actions.undo(actor=caller(request), batch=_batch(request, uid))))


def _batch(request: HttpRequest, uid: UUID) -> Batch:
    found: Batch = found_or_absent(Batch.objects.visible_to(caller(request)), uid=uid)
    return found


def told(batch: Batch) -> Import:
    """An import as the API tells it."""
    batch.refresh_from_db()
    closing = queries.closing(batch)
    names = (
        "read",
        "new",
        "changed",
        "unchanged",
        "conflict",
        "rejected",
        "skipped",
        "gone",
        "applied",
    )
    return Import(
        uid=batch.uid, kind=batch.kind, org=batch.org_id, state=batch.state,
        file_name=batch.file_name, source=batch.source, as_of=batch.as_of,
        uploaded_at=batch.uploaded_at, committed_at=batch.committed_at, done=batch.done,
        total=batch.total, counts={name: getattr(closing, name) for name in names},
        refusal=batch.refusal,
    )  # fmt: skip
