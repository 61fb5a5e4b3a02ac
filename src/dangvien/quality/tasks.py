"""Jobs of the quality floor."""

from __future__ import annotations

from django_tasks import task

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.quality import actions


@task()
def run(org: int, by: int) -> None:
    """Run the rule book over a subtree for somebody."""
    actions.run(actor=User.objects.get(pk=by), org=Organisation.objects.get(pk=org))


@task()
def settle() -> None:
    """Look again at whoever was touched and is still waiting."""
    actions.settle()
