"""A two-tier county with its districts' adopted priorities, and a unitary area, by real acts."""

from partnerships.models import AreaKind, PartnershipKind
from targets import actions, queries
from targets.models import Priority
from targets.rows import Row, RowKind
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.partnerships import make_area, make_part, make_partnership

AT = made.AT


def make_county(suffix="", *, districts=("ash", "birch", "cole")):
    """Make a county with its strategy group, LSP and districts, a CDRP for each."""
    return County(suffix, districts)


class County:
    """A county, its people and its districts' CDRPs by name."""

    def __init__(self, suffix, districts):
        self.suffix = suffix
        self.area = make_area(f"X10{suffix}"[:9], kind=AreaKind.COUNTY, name=f"Oakshire{suffix}")
        self.group = make_partnership(
            f"x-group{suffix}", kind=PartnershipKind.COUNTY_STRATEGY_GROUP, areas=[self.area]
        )
        self.lsp = make_partnership(f"x-lsp{suffix}", areas=[self.area])
        self.officer = person(f"county{suffix}", "county_officer", partnership=self.group)
        self.coordinator = person(f"lsp{suffix}", "lsp_coordinator", partnership=self.lsp)
        self.cdrps, self.officers, self.chairs = {}, {}, {}
        for name in districts:
            self._make_district(name)

    def _make_district(self, name):
        area = make_area(f"X07{name}{self.suffix}"[:9].upper(), name=name.capitalize())
        make_part(self.area, area)
        cdrp = made.make_cdrp(f"x-{name}{self.suffix}", areas=[area], name=f"{name} CDRP")
        self.cdrps[name] = cdrp
        self.officers[name] = made.make_officer(cdrp, f"officer-{name}{self.suffix}")
        self.chairs[name] = made.make_chair(cdrp, f"chair-{name}{self.suffix}")

    def adopt(self, name, *titles, indicators=None, year=2008):
        """Adopt an assessment of a district with these priorities; returns them in order.

        `indicators` says which each bears on, by its title.
        """
        cdrp, officer, chair = self.cdrps[name], self.officers[name], self.chairs[name]
        return adopt(cdrp, officer, chair, *titles, indicators=indicators, year=year)

    def rows(self):
        """The rows of the table, by their titles."""
        return {one.title: one for one in queries.rows_of(self.area)}

    def version(self):
        agreement = queries.agreement_of(self.area)
        return agreement.version if agreement else 0

    def act(self, verb, *rows, by=None, **more):
        """Do something with rows of the table, named by their titles."""
        known = self.rows()
        return getattr(actions, verb)(
            area=self.area,
            version=self.version(),
            rows=[known[title].row for title in rows],
            by=by or self.coordinator,
            at=AT,
            **more,
        )


def adopt(cdrp, officer, chair, *titles, indicators=None, year=2008):
    assessment = made.start(cdrp, officer, year)
    made.write_all(assessment, officer)
    for title in titles:
        priority = made.add(assessment, officer, title)
        if of := (indicators or {}).get(title):
            priority.indicators.set(of)
    made.submit(assessment, officer)
    made.adopt(assessment, chair)
    return list(assessment.priorities.order_by("rank"))


def put(county, name, priority, **changes):
    """Put a district's priority to the county."""
    values = {
        "reason": "It crosses the boundary.",
        "local_risk": "Two wardens would go.",
        "by": county.officers[name],
    }
    return actions.put_to_county(priority_id=priority.pk, at=AT, **(values | changes))


def row_of(priority: Priority) -> Row:
    return Row(RowKind.PRIORITY, priority.pk)
