"""What lies about in the world: returns, figures, letters, keys, and the texts planted in them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from indicators.models import (
    Conflict,
    DataReturn,
    Figure,
    Finding,
    Measure,
    ReturnFile,
    RowError,
    StagedRow,
    Status,
)
from indicators.periods import Period
from indicators.states import ReturnStatus
from laa_portal.foundation import audit
from laa_portal.foundation.models import Job, Mail
from partnerships.models import Draft, Invitation, Key, Notice, Topic
from tests.factories.indicators import (
    make_figure,
    make_indicator,
    make_measure,
    make_observation,
    make_return,
)
from tests.factories.summaries import make_summary

from .audiences import NOTHING, Target
from .records_across import make_across
from .records_after import make_after_signing
from .records_collation import make_collation
from .records_engagements import make_engagements
from .records_negotiation import make_negotiation
from .records_partners import make_partners
from .records_response import make_response
from .records_reviews import make_reviews
from .records_signing import make_signing
from .records_standards import make_standards
from .records_targets import make_assessments
from .records_year_reviews import make_year_reviews
from .world import COUNTIES, DISTRICTS, PLACES, World

AT = datetime(2013, 6, 3, 9, 30, tzinfo=UTC)
AT_LAST = datetime(2099, 1, 1, tzinfo=UTC)
SENDERS_READ = "those who send for it, and the Home Office"
SENDERS_READ_ALSO_SUPPORT = "those who send for it, the Home Office and support"
BOTH_SENDERS_READ = "both its senders, and the Home Office"
OF_THE_AREA = "those who work for its area"
OF_THE_AREA_OR_NATION = "those who work for its area or the nation"
SENDERS_AND_AREA_READ = "those who send for it, and those who work for its area or the nation"

FIGURES = {
    # what kind: (period, audience, indicator, changes)
    "open": ("2008/09", "everybody", "ni-901", {}),
    "provisional": ("2009/10", OF_THE_AREA_OR_NATION, "ni-901", {"status": Status.PROVISIONAL}),
    "unpublished": ("2010/11", OF_THE_AREA, "ni-901", {"is_published": False}),
    "restricted": ("2008/09", OF_THE_AREA_OR_NATION, "ni-902", {}),
    "small": ("2007/08", OF_THE_AREA_OR_NATION, "ni-901", {"numerator": Decimal(3)}),
}


def make_records(world: World) -> None:
    """Fill the world: each kind of record in each tenant, with its own canaries."""
    measures = _make_measures()
    _make_returns(world, measures["ni-901"])
    _make_conflicts(world, measures["ni-901"])
    _make_figures(world, measures)
    _make_summaries(world, measures)
    _make_things_of_people(world)
    _make_things_of_the_service(world)
    make_assessments(world)
    make_engagements(world)
    make_collation(world)
    make_negotiation(world)
    make_partners(world)
    make_across(world)
    make_reviews(world)
    make_year_reviews(world)
    make_after_signing(world)
    make_signing(world)
    make_standards(world)
    make_response(world)
    _name_public_targets(world)


def _make_measures() -> dict[str, Measure]:
    kinds = ["month", "quarter", "financial_year"]
    settings = {"decimals": 7, "suppression_threshold": 5, "period_kinds": kinds}
    indicators = [make_indicator(901), make_indicator(902, is_restricted=True)]
    for indicator in indicators:  # so that an area's profile has them
        indicator.memberships.create(framework="PSA", standing="included")
    return {one.slug: make_measure(one, **settings) for one in indicators}


def _make_returns(world: World, measure: Measure) -> None:
    """Make a return in each state for each county."""
    found = world.targets["return"] = []
    for county in COUNTIES:
        for status in ReturnStatus:
            of = Target(f"{status} return of {county}", organisation=county, status=status)
            found.append(_make_return(world, measure, of))
    found.append(Target("no return", {"return_id": 987654}, exists=False))


def _make_return(world: World, measure: Measure, of: Target) -> Target:
    plant = world.aviary.text
    content = plant("a file", SENDERS_READ, of).encode()
    provider = world.users["data_provider"] if of.organisation == "north" else None
    data_return = make_return(
        world.organisations[of.organisation],
        file=ReturnFile.objects.create(sha256=f"{abs(hash(of.name)):064}"[:64], content=content),
        name=plant("the name of a file", SENDERS_READ_ALSO_SUPPORT, of),
        notice=plant("a notice about a file", SENDERS_READ_ALSO_SUPPORT, of),
        status=of.status,
        embargoed_until=AT_LAST if of.status == ReturnStatus.LOADED else None,
        row_count=1,
        sent_by=provider,
    )
    RowError.objects.create(
        data_return=data_return,
        row=2,
        column="D",
        field=plant("a header", SENDERS_READ, of),
        value=plant("a wrong cell", SENDERS_READ, of),
        code="not_a_number",
        message=plant("what is wrong", SENDERS_READ, of),
    )
    district = {"north": "dale", "next": "moor", "south": "port"}[of.organisation]
    row = {
        "measure": measure,
        "definition": measure.definitions.get(),
        "area": world.areas[district],
        "numerator": world.aviary.number("a staged count", SENDERS_READ, of),
        "note": plant("a note on a row", SENDERS_READ, of),
        "status": Status.FINAL,
        "row": 2,
    }
    if of.status in {ReturnStatus.CHECKED, ReturnStatus.LOADED}:
        period = Period.parse("2006/07")
        StagedRow.objects.create(
            data_return=data_return, period_kind=period.kind, period_start=period.start, **row
        )
        Finding.objects.create(
            data_return=data_return,
            measure=measure,
            rule="large_change",
            is_hard=False,
            row=2,
            said=world.aviary.number("what was found in a row", SENDERS_READ, of),
            against=1,
        )
    if of.status == ReturnStatus.PUBLISHED:
        note = plant("a note that goes with its figure", "everybody", of)
        make_observation(measure, row["area"], data_return, "2005/06", note=note)
    return Target(
        of.name,
        {"return_id": data_return.pk},
        organisation=of.organisation,
        status=of.status,
    )


def _make_conflicts(world: World, measure: Measure) -> None:
    """Make cells of two senders, one that waits and one that was settled, for each holder."""
    found = world.targets["conflict"] = []
    pairs = (("north", "next", "dale"), ("next", "south", "moor"), ("south", "north", "port"))
    for holder, second, district in pairs:
        for status in (Conflict.Outcome.OPEN, Conflict.Outcome.KEPT):
            of = Target(
                f"{status} conflict of {holder} and {second}",
                area=district,
                organisation=holder,
                second_sender=second,
                status=status,
            )
            found.append(_make_conflict(world, measure, of))
    found.append(Target("no conflict", {"conflict_id": 987654}, exists=False))


def _make_conflict(world: World, measure: Measure, of: Target) -> Target:
    """Make a row that was set aside, beside a held figure that is provisional.

    Those of its area and of the nation read that one elsewhere: as it was known at a moment.
    """
    plant = world.aviary
    is_open = of.status == Conflict.Outcome.OPEN
    held = make_observation(
        measure,
        world.areas[of.area],
        _published(world, f"held in {of}", of.organisation),
        "2003/04" if is_open else "2004/05",
        numerator=plant.number("a count that is held", SENDERS_AND_AREA_READ, of),
        note=plant.text("a note on what is held", SENDERS_AND_AREA_READ, of),
        status=Status.PROVISIONAL,
    )
    conflict = Conflict.objects.create(
        measure=measure,
        definition=held.definition,
        area=held.area,
        period_kind=held.period_kind,
        period_start=held.period_start,
        numerator=plant.number("a count set aside", BOTH_SENDERS_READ, of),
        note=plant.text("a note on a row set aside", BOTH_SENDERS_READ, of),
        status=Status.FINAL,
        row=2,
        data_return=_published(world, f"set aside in {of}", of.second_sender),
        organisation=world.organisations[of.second_sender],
        held=held,
        outcome=of.status,
        reason="" if is_open else plant.text("why it was settled so", BOTH_SENDERS_READ, of),
        raised_at=AT,
        settled_at=None if is_open else AT,
    )
    return replace(of, kwargs={"conflict_id": conflict.pk})


def _published(world: World, name: str, organisation: str) -> DataReturn:
    file = ReturnFile.objects.create(sha256=f"{abs(hash(name)):064}"[:64], content=b"")
    return make_return(world.organisations[organisation], file=file, name="of one figure")


def _make_figures(world: World, measures: dict[str, Measure]) -> None:
    """Make a figure of each kind in a district of one's own, a near one and a far one."""
    found = world.targets["figure"] = []
    source = make_return(world.organisations["north"], name="of every figure")
    for district in DISTRICTS:
        for kind, (period, audience, slug, changes) in FIGURES.items():
            target = Target(
                f"{kind} figure of {district}",
                {"id": f"{slug}.{PLACES[district][1]}.{period.replace('/', '_')}"},
                area=district,
                status="open" if kind == "small" else kind,
            )
            number = world.aviary.number(f"a figure ({kind})", audience, target)
            values = {"numerator": Decimal(number), "value": number / 10**7} | changes
            made = make_figure(measures[slug], world.areas[district], source, period, **values)
            if kind == "open":
                _make_revisions(world, made, target)
            found.append(target)
    found.append(Target("no figure", {"id": "ni-901.X07000901.1999_00"}, exists=False))


def _make_revisions(world: World, figure: Figure, of: Target) -> None:
    """Say of a figure first what was provisional, then what is too small, then what it is."""
    plant = world.aviary
    theirs = plant.text("a note of theirs", OF_THE_AREA_OR_NATION, of)
    first = plant.number("a first count", OF_THE_AREA_OR_NATION, of)
    said = [
        {"numerator": first, "status": Status.PROVISIONAL, "note": theirs},
        {"numerator": 3, "note": theirs},
        {"numerator": figure.numerator},
    ]
    for number, changes in enumerate(said, 1):
        ends = datetime(2009, 6 + number, 1, tzinfo=UTC) if number < len(said) else None
        make_observation(
            figure.measure,
            figure.area,
            figure.data_return,
            figure.period.code,
            revision=number,
            recorded_at=datetime(2009, 5 + number, 1, tzinfo=UTC),
            superseded_at=ends,
            **changes,
        )


def _make_summaries(world: World, measures: dict[str, Measure]) -> None:
    """Sum a series up that is everybody's, and one that is not, in each of three districts."""
    found = world.targets["summary"] = []
    explained = world.targets["explained"] = []
    kinds = {"open": ("ni-901", "everybody"), "restricted": ("ni-902", OF_THE_AREA_OR_NATION)}
    for district in DISTRICTS:
        code = PLACES[district][1]
        for kind, (slug, audience) in kinds.items():
            key = {"id": f"{slug}.{code}"}
            target = Target(f"{kind} summary of {district}", key, area=district, status=kind)
            number = world.aviary.number(f"a summary ({kind})", audience, target)
            make_summary(measures[slug], world.areas[district], value=number / 10**7)
            found.append(target)
            page = {"slug": slug, "area_code": code, "part": "figure"}
            explained.append(replace(target, name=f"{target.name}, explained", kwargs=page))
    nowhere = {"slug": "ni-901", "area_code": "X07999999", "part": "figure"}
    found.append(Target("no summary", {"id": "ni-901.X07999999"}, exists=False))
    explained.append(Target("nothing explained", nowhere, exists=False))


def _make_things_of_people(world: World) -> None:
    """Give three people an open invitation, a key, a draft and a notice each."""
    for name in ("data_provider", "cdrp_officer", "go_reviewer"):
        user = world.users[name]
        whose = Target(f"that of {name}", person=name, side="own")
        invited = Invitation.objects.create(
            user=user,
            token_sha256=f"{user.pk:064}",
            invited_by=world.users["administrator"],
            invited_at=AT,
            valid_until=timezone.now() + timedelta(days=7),
        )
        key = Key.objects.create(
            name=world.aviary.text("a key", "its own person and administrators", whose),
            role=user.roles.get(),
            prefix=f"laa_{name[:8]}",
            token_sha256=f"{user.pk:064}",
            scopes=["values:read"],
            made_by=user,
            made_at=AT,
            valid_until=timezone.now() + timedelta(days=90),
        )
        typed = world.aviary.text("a draft", "its own person", whose)
        Draft.objects.create(saved_by=user, saved_at=AT, path="/x/", fields={"reason": typed})
        notice = _tell(world, whose, key)
        for kind, record in (("invitation", invited), ("key", key), ("notice", notice)):
            target = Target(f"{kind} of {name}", {f"{kind}_id": record.pk}, person=name)
            world.targets.setdefault(kind, []).append(target)


def _tell(world: World, whose: Target, key: Key) -> Notice:
    event = audit.record(
        "make_key",
        key,
        by=key.made_by,
        at=AT,
        reason=world.aviary.text("a reason", "its own person and administrators", whose),
    )
    return Notice.objects.create(
        event=event,
        user=world.users[whose.person],
        topic=Topic.ACCOUNT,
        subject=world.aviary.text("a notice", "its own person", whose),
        body=world.aviary.text("what a notice says", "its own person", whose),
        path="/home/",
        delivery="immediate",
        noticed_at=AT,
    )


def _make_things_of_the_service(world: World) -> None:
    """Leave letters, jobs and events of either side about."""
    planted = world.aviary.text
    service = Target("the service's", side="service")
    Mail.objects.create(
        key="waiting",
        to="somebody@example.com",
        subject=planted("a letter", "administrators and support", service),
        body=planted("what a letter says", "nobody", service),
    )
    Job.objects.create(
        kind="send_mail",
        key="waiting",
        payload={"mail_id": 0},
        state=Job.State.DEAD,
        error=planted("an error", "administrators and support", service),
    )
    for side in ("area", "government"):
        for county in COUNTIES:
            whose = Target(f"event of {county}, {side} side", area=county, side=side)
            audit.record(
                "note",
                world.organisations[county],
                by=None,
                at=AT,
                area_id=world.areas[county].pk,
                side=side,
                reason=planted(
                    "a note of one side", "those of its side who work for its area", whose
                ),
            )


def _name_public_targets(world: World) -> None:
    """Name what everybody may look at: indicators, areas, bodies."""
    codes = {name: code for name, (_, code) in PLACES.items()}
    areas = [*DISTRICTS, *COUNTIES, "upland"]
    world.targets |= {
        "": [NOTHING],
        "indicator": [
            *(Target(f"indicator {n}", {"slug": f"ni-{n}"}, status="open") for n in (901, 902)),
            Target("no indicator", {"slug": "ni-999"}, exists=False),
        ],
        "indicator_by_code": [
            Target("NI 902", {"code": "ni-902"}),
            Target("no indicator", {"code": "ni-999"}, exists=False),
        ],
        "area": [
            *(Target(f"area {one}", {"area_code": codes[one]}, area=one) for one in areas),
            Target("no area", {"area_code": "X07999999"}, exists=False),
        ],
        "area_by_code": [
            *(Target(f"area {one}", {"code": codes[one]}, area=one) for one in DISTRICTS),
            Target("no area", {"code": "X07999999"}, exists=False),
        ],
        "history": [
            *(
                Target(f"{slug} in {one}", {"slug": slug, "area_code": codes[one]}, area=one)
                for slug in ("ni-901", "ni-902")
                for one in (*DISTRICTS, "north")
            ),
            Target("no history", {"slug": "ni-901", "area_code": "X07999999"}, exists=False),
        ],
        "organisation_by_code": [
            *(Target(f"organisation {one}", {"code": f"x-{one}"}) for one in COUNTIES),
            Target("no organisation", {"code": "x-none"}, exists=False),
        ],
        "partnership_by_code": [
            *(Target(f"partnership {one}", {"code": f"x-{one}-lsp"}) for one in COUNTIES),
            Target("no partnership", {"code": "x-none"}, exists=False),
        ],
    }
