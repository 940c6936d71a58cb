"""Who may work on a strategic assessment, and when it is ready for the next step."""

from collections.abc import Collection

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Partnership, PartnershipKind, Seat, Viewer
from targets.contents import CONTENTS
from targets.models import CDRP_PEOPLE, Priority, StrategicAssessment
from targets.states import MOVES, AssessmentStatus

from .people import has_role_over, is_chair_of_cdrp, listed
from .taking_part import absent_authorities


def may_start_assessment(user: Viewer, partnership: Partnership) -> Verdict:
    """Whether `user` may begin a year's assessment of a CDRP."""
    if partnership.kind != PartnershipKind.CDRP:
        return Verdict("Only a Crime and Disorder Reduction Partnership assesses its area.")
    return _works_on(user, partnership)


def works_on(user: Viewer, assessment: StrategicAssessment) -> bool:
    """Whether `user` is of the partnership, and so knows by name who wrote what."""
    return bool(_works_on(user, assessment.partnership))


def may_edit_assessment(user: Viewer, assessment: StrategicAssessment) -> Verdict:
    """Whether `user` may write in an assessment now."""
    named = _works_on(user, assessment.partnership)
    return named and _is_draft(assessment)


def may_submit_assessment(
    user: Viewer,
    assessment: StrategicAssessment,
    *,
    written: Collection[str],
    priorities: Collection[Priority],
) -> Verdict:
    """Whether `user` may put an assessment before the strategy group.

    `written` are the keys of the contents that have a text.
    """
    return (
        may_edit_assessment(user, assessment)
        and _is_complete(written)
        and _have_evidence(priorities)
    )


def may_send_back_assessment(user: Viewer, assessment: StrategicAssessment) -> Verdict:
    """Whether `user` may ask for more work on what was submitted."""
    return is_chair_of_cdrp(user, assessment.partnership) and _in_state(
        "send_back_assessment", assessment
    )


def may_adopt_assessment(user: Viewer, assessment: StrategicAssessment) -> Verdict:
    """Whether `user` may record that the strategy group adopted an assessment."""
    return is_chair_of_cdrp(user, assessment.partnership) and _in_state(
        "adopt_assessment", assessment
    )


def everybody_took_part(seats: Collection[Seat], present: Collection[int]) -> Verdict:
    """Whether a senior member of each responsible authority with a seat took part.

    `present` are the ids of the seats that did. SI 2007/1830 reg. 3: a strategy group has a member
    of each responsible authority, one of them at least senior.
    """
    if not seats:
        return Verdict(
            "No responsible authority has a seat here. Have an administrator set the seats right."
        )
    if absent := absent_authorities(seats, present):
        return Verdict(
            f"No senior member of {listed(absent)} took part. Adopt it when one does, or have an "
            "administrator set the seats right."
        )
    return ALLOWED


def may_correct_assessment(user: Viewer, assessment: StrategicAssessment) -> Verdict:
    """Whether `user` may begin an edition that sets an adopted one right."""
    named = _works_on(user, assessment.partnership)
    if not named or assessment.status == AssessmentStatus.ADOPTED:
        return named
    return Verdict("Only the adopted edition is corrected. Write in the draft instead.")


def may_weigh(user: Viewer, partnership: Partnership) -> Verdict:
    """Whether `user` may set what each criterion counts."""
    return _works_on(user, partnership)


def _works_on(user: Viewer, partnership: Partnership) -> Verdict:
    if has_role_over(user, partnership, *CDRP_PEOPLE):
        return ALLOWED
    return Verdict(
        f"Only the officers and the chair of {partnership} work on its assessments. Ask an "
        "administrator for the role."
    )


def _is_draft(assessment: StrategicAssessment) -> Verdict:
    if assessment.status == AssessmentStatus.DRAFT:
        return ALLOWED
    mend = {
        AssessmentStatus.SUBMITTED.value: "Have the chair send it back first.",
        AssessmentStatus.ADOPTED.value: "Begin a corrected edition instead.",
        AssessmentStatus.SUPERSEDED.value: "A later edition has taken its place.",
    }
    status = assessment.get_status_display().lower()
    return Verdict(f"This assessment is {status}. {mend[assessment.status]}")


def _in_state(verb: str, assessment: StrategicAssessment) -> Verdict:
    source, _ = MOVES[verb]
    if assessment.status == source:
        return ALLOWED
    return Verdict(
        f"This assessment is {assessment.get_status_display().lower()}, not {source.label.lower()}."
    )


def _is_complete(written: Collection[str]) -> Verdict:
    lacking = [content.title for content in CONTENTS if content.key not in written]
    if lacking:
        return Verdict(f"Nothing is written yet on: {'; '.join(lacking)}.")
    return ALLOWED


def _have_evidence(priorities: Collection[Priority]) -> Verdict:
    if not priorities:
        return Verdict("There is no priority yet. Add at least one.")
    bare = [priority.title for priority in priorities if not priority.evidence.strip()]
    if bare:
        return Verdict(f"No evidence is given for {listed([f'“{title}”' for title in bare])}.")
    return ALLOWED
