"""Signed agreements with the figures they were agreed on, and their certificates."""

from indicators.actions import summarise
from indicators.models import Indicator
from targets import actions, agreement_paper
from targets.models import Certificate
from tests.factories.evidence import figures
from tests.factories.indicators import make_return
from tests.factories.negotiation import AT
from tests.factories.partnerships import make_organisation
from tests.factories.signing import make_signing

YEARS = [1850, 1840, 1830, 1820, 1810, 1805, 1800]
"""Counts in 100,000 from 2001/02: 18 in 1,000 in 2007/08, the baseline of the talks."""


def known(talks):
    """Give each target's measure its figures by year, and work out where they head."""
    data_return = make_return(make_organisation(f"x-sender-{talks.area.gss_code}".lower()))
    for measure in talks.measures.values():
        figures(measure, talks.area, data_return, YEARS, "2001/02")
        summarise(measure_code=measure.code, at=AT)


def make_signed(suffix="", **changes):
    """Make an agreement that all four capacities have signed; the worker has yet to certify it."""
    signing = make_signing(suffix, before_offers=known, **changes).approved()
    signing.sign_all()
    return signing


def certify(signing, printed=agreement_paper.printed) -> Certificate:
    """Do what the worker does."""
    actions.make_certificate(version_id=signing.version.pk, printed=printed, at=AT)
    return signing.version.certificate


def make_certified(suffix="", **changes) -> Certificate:
    """Make a signed agreement with its certificate."""
    return certify(make_signed(suffix, **changes))


def restrict(talks) -> None:
    """Have the figures be known and never leave their area, as those of NI 35 and 36."""
    Indicator.objects.filter(measures__in=talks.measures.values()).update(is_restricted=True)
    known(talks)
