"""Notes of what was touched, for whoever looks again at once (`quality.settle`)."""

from __future__ import annotations

from dangvien.orgs.models import Organisation, Touched


def touched(org: Organisation) -> None:
    """Note an organisation of which something beside the tree has changed: an office, a count."""
    Touched.objects.create(org=org)


def note(org: Organisation, *, parent: int | None, code: str = "", path: str = "") -> Touched:
    """A note, not yet saved, of an organisation that is about to be another than it was.

    `parent`, `code`, `path`: as they were; what hung on those is looked at again too.
    """
    keys = ["people"]
    keys += [f"parent:{parent}"] if parent else []
    keys += [f"code:{code}"] if code else []
    keys += [f"path:{path}"] if path else []
    return Touched(org=org, keys=keys)
