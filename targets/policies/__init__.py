"""Who may do what on the way to an agreement. Views, the API and actions all ask here."""

from .assessments import (
    everybody_took_part,
    may_adopt_assessment,
    may_correct_assessment,
    may_edit_assessment,
    may_send_back_assessment,
    may_start_assessment,
    may_submit_assessment,
    may_weigh,
    works_on,
)
from .people import is_of_cdrp
from .plans import (
    is_complete,
    is_within_term,
    may_adopt_plan,
    may_note_progress,
    may_publish_summary,
    may_refresh_plan,
    may_start_plan,
    may_unpublish_summary,
    may_write_plan,
)
from .safety_agreements import (
    is_written,
    may_adopt_safety_agreement,
    may_start_safety_agreement,
    may_write_safety_agreement,
)
from .standard_records import (
    may_record_standard,
    may_withdraw_standard,
    speaks_for_police_authority,
)

__all__ = [
    "everybody_took_part",
    "is_complete",
    "is_of_cdrp",
    "is_within_term",
    "is_written",
    "may_adopt_assessment",
    "may_adopt_plan",
    "may_adopt_safety_agreement",
    "may_correct_assessment",
    "may_edit_assessment",
    "may_note_progress",
    "may_publish_summary",
    "may_record_standard",
    "may_refresh_plan",
    "may_send_back_assessment",
    "may_start_assessment",
    "may_start_plan",
    "may_start_safety_agreement",
    "may_submit_assessment",
    "may_unpublish_summary",
    "may_weigh",
    "may_withdraw_standard",
    "may_write_plan",
    "may_write_safety_agreement",
    "speaks_for_police_authority",
    "works_on",
]
