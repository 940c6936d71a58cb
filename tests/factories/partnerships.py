"""Rows of who and where. Codes begin with X, so they never meet those of England.

Each function makes one row with sensible values; keyword arguments change them.
"""

from partnerships.models import (
    Area,
    AreaKind,
    AreaPart,
    Capacity,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipKind,
    Seat,
)


def make_area(code: str = "X07000901", **changes) -> Area:
    """Make a district below a county, unless told otherwise."""
    values = {"kind": AreaKind.NON_METROPOLITAN, "name": f"Area {code}", "is_invented": True}
    return Area.objects.create(gss_code=code, **(values | changes))


def make_part(whole: Area, part: Area, **changes) -> AreaPart:
    """Say that `part` lies wholly in `whole`, always."""
    return AreaPart.objects.create(whole=whole, part=part, **changes)


def make_organisation(code: str = "x-body", *, areas=(), **changes) -> Organisation:
    values = {
        "kind": OrganisationKind.DISTRICT_COUNCIL,
        "name": f"Organisation {code}",
        "is_invented": True,
    }
    organisation = Organisation.objects.create(code=code, **(values | changes))
    organisation.areas.set(areas)
    return organisation


def make_partnership(code: str = "x-lsp", *, areas=(), members=(), **changes) -> Partnership:
    """Make an LSP of `areas`; `members` sit on it as co-operating bodies."""
    values = {"kind": PartnershipKind.LSP, "name": f"Partnership {code}", "is_invented": True}
    partnership = Partnership.objects.create(code=code, **(values | changes))
    partnership.areas.set(areas)
    for organisation in members:
        make_seat(partnership, organisation)
    return partnership


def make_seat(partnership: Partnership, organisation: Organisation, **changes) -> Seat:
    values = {"capacity": Capacity.COOPERATING_BODY}
    return Seat.objects.create(
        partnership=partnership, organisation=organisation, **(values | changes)
    )
