"""Memoranda published: what became of an agreement's targets, complete and never changed."""

from collections.abc import Sequence
from datetime import datetime

from laa_portal.foundation import audit
from laa_portal.foundation.canonical import canonical
from partnerships.models import User
from targets import queries
from targets.memorandum import Change, content_of
from targets.models import (
    AgreementVersion,
    Memorandum,
    RevisionGround,
    RevisionLine,
    RevisionProposal,
    digest,
)


def publish_memorandum(
    version: AgreementVersion,
    occasion: Memorandum.Occasion,
    changes: Sequence[Change],
    *,
    by: User,
    at: datetime,
) -> Memorandum:
    """Publish how a version's targets stand now, and what has changed. 2007 Act s.113.

    Called under the lock of the agreement, which numbers them.
    """
    agreement = version.agreement
    memorandum = Memorandum(
        agreement=agreement,
        version=version,
        number=agreement.memoranda.count() + 1,
        occasion=occasion,
        published_by=by,
        published_at=at,
    )
    lines, designated = queries.stored_lines(version), queries.designated_now(agreement)
    memorandum.content = canonical(content_of(memorandum, lines, designated, changes))
    memorandum.content_sha256 = digest(memorandum.content)
    memorandum.save(force_insert=True)
    audit.record(
        "publish_memorandum",
        memorandum,
        by=by,
        at=at,
        area_id=agreement.area_id,
        number=memorandum.number,
        occasion=str(occasion),
        content_sha256=memorandum.content_sha256,
    )
    return memorandum


WHAT = {
    RevisionLine.Act.CHANGE: "was changed",
    RevisionLine.Act.REMOVE: "was taken out",
    RevisionLine.Act.ADD: "was added",
}


def publish_modification(version: AgreementVersion, *, by: User, at: datetime) -> None:
    """Publish what a revision has changed, once the version that it led to is in force."""
    revision = RevisionProposal.objects.filter(led_to=version).first()
    if revision is None:
        return
    changes = [
        Change(
            one.target_id,
            one.target.title,
            WHAT[RevisionLine.Act(one.act)],
            one.reason,
            RevisionGround(one.ground).label,
        )
        for one in revision.lines.select_related("target")
    ]
    publish_memorandum(version, Memorandum.Occasion.MODIFICATION, changes, by=by, at=at)
