"""The log of one's units, and the checkpoints that others keep."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dangvien.accounts.policy import policy
from dangvien.audit.actions import Contradicted, checkpoint, keep
from dangvien.audit.export import as_file
from dangvien.audit.models import Checkpoint, Kept
from dangvien.audit.queries import heavy_readers, page, unsealed
from dangvien.audit.statement import BadStatement, fingerprint, grouped
from dangvien.audit.words import deed
from dangvien.web.log.forms import Filter, Keep
from dangvien.web.log.reach import reach, reader, unit
from dangvien.web.log.rows import rows

SHOWN = 50


@policy("audit.read")
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Who did and who read what in the units the reader answers for, newest first."""
    one = unit(request)
    tops = [one.path] if one else reach(reader(request))
    form = Filter(request.GET)
    wanted = form.wanted()
    found = page(tops, wanted, form.before)
    by = next((entry.doer for entry in found.entries), "") if wanted.actor else ""
    chosen = {
        "don-vi": (one and one.pk, one.name if one else ""),
        "viec": (wanted.action, deed(wanted.action)), "nguoi": (wanted.actor, by or "Một người"),
        "ho_so": (wanted.person, "Một hồ sơ"),
    }  # fmt: skip
    asked = {key: str(value) for key, (value, _) in chosen.items() if value}
    told = {
        "form": form, "rows": rows(found.entries, reader(request)), "wanted": wanted,
        "asked": asked, "unit": one, "whole": tops is None,
        "filters": [(chosen[key][1], without(asked, key)) for key in asked],
        "next": urlencode({**asked, "truoc": found.next}) if found.next else "",
        "later": form.before is not None, "first": urlencode(asked),
        "heavy": heavy_readers(tops=tops),
    }  # fmt: skip
    return render(request, "audit/log.html", told)


def without(asked: dict[str, str], key: str) -> str:
    """The address with one filter less."""
    return urlencode({other: value for other, value in asked.items() if other != key})


@policy("audit.read")
@require_GET
def checkpoints(request: HttpRequest) -> HttpResponse:
    """The checkpoints of this register and those kept for others."""
    return _checkpoints(request, Keep(), 200)


@policy("audit.read")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Sign where the log stands."""
    _whole(request)
    try:
        made = checkpoint(actor=request.user)
    except Contradicted as where:
        messages.error(
            request, f"Nhật ký không khớp với chính nó ({where}): chưa chốt. Đồng chí giữ nguyên "
            "máy, báo ngay người phụ trách và đối chiếu bằng điểm chốt mà cấp trên đang giữ.",
        )  # fmt: skip
    else:
        messages.success(request, f"Đã chốt nhật ký. Mã gốc bắt đầu bằng {made.root[:8]}.")
    return redirect("checkpoints")


@policy("audit.read")
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A checkpoint as the file that the level above keeps."""
    made = Checkpoint.objects.filter(pk=pk).first()
    if made is None:
        raise Http404
    response = HttpResponse(as_file(made), content_type="application/json")
    name = f"diem-chot-{made.at:%Y%m%d-%H%M}-{made.root[:8]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@policy("audit.read")
@require_POST
def keep_one(request: HttpRequest) -> HttpResponse:
    """Keep the checkpoint that a lower register handed up."""
    _whole(request)
    form = Keep(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        try:
            kept = keep(actor=request.user, content=said["file"], name=said["name"])
        except BadStatement as why:
            form.add_error("file", str(why))
        else:
            messages.success(request, f"Đã giữ điểm chốt của {kept.name}.")
            return redirect("checkpoints")
    return _checkpoints(request, form, 422)


def _whole(request: HttpRequest) -> None:
    """Making and keeping is for those at the top of the register."""
    if reach(reader(request)) is not None:
        raise Http404


def _checkpoints(request: HttpRequest, form: Keep, status: int) -> HttpResponse:
    made = list(Checkpoint.objects.order_by("-pk")[:SHOWN])
    told = {
        "form": form, "made": made, "whole": reach(reader(request)) is None, "unsealed": unsealed(),
        "root": grouped(made[0].root, 8) if made else "",
        "key": grouped(fingerprint(made[0].public_key)[:16]) if made else "",
        "kept": [
            (one, grouped(one.fingerprint[:16]))
            for one in Kept.objects.order_by("-kept_at", "-pk")[:SHOWN]
        ],
    }  # fmt: skip
    return render(request, "audit/checkpoints.html", told, status=status)
