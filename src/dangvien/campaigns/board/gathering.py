"""One unit of a campaign with everything its pages say of it; a fixed number of queries."""

from __future__ import annotations

from dangvien import clock
from dangvien.campaigns.board import words
from dangvien.campaigns.board.people import contacts
from dangvien.campaigns.board.ribbon import ribbon
from dangvien.campaigns.board.scores import scores
from dangvien.campaigns.board.shape import Board
from dangvien.campaigns.counts import total
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.counting import own
from dangvien.campaigns.queries.figures import distribution, made
from dangvien.campaigns.queries.pace import forecast, history
from dangvien.campaigns.queries.risk import grouped
from dangvien.campaigns.queries.tree import rolled_up, units_of
from dangvien.orgs.models import Organisation


def board(campaign: Campaign, org: Organisation) -> Board:
    """Gather it; refused in words when parts do not add up."""
    counted = own(campaign, org)
    rows = rolled_up(units_of(org), counted)
    told = forecast(campaign, org, counted)
    groups = grouped(rows, told)
    points = tuple(history(campaign, org))
    whole = made(campaign, org, total(counted.values()))
    return Board(
        campaign=campaign, org=org, figures=whole, rows=tuple(rows), groups=groups,
        distribution=distribution([one.counts for one in groups.all]), forecast=told, points=points,
        ribbon=ribbon(campaign, org, rows), scores=scores(whole.counts, points, clock.today()),
        contacts=contacts(campaign, [one.row.pk for one in groups.all]),
        word=words.unit_word([one.row.form for one in groups.all]), today=clock.today(),
        places=tuple(words.places(whole.counts, org.form, org.name, whole.definition["done"])),
    )  # fmt: skip
