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
from .candidates import (
    may_begin_agreement,
    may_collate,
    may_leave_out,
    may_longlist,
    may_longlist_again,
    may_merge,
    may_shortlist,
    may_split,
)
from .escalations import may_decline, may_put_any, may_put_to_county, may_take_up

__all__ = [
    "everybody_took_part",
    "may_adopt_assessment",
    "may_begin_agreement",
    "may_collate",
    "may_correct_assessment",
    "may_decline",
    "may_edit_assessment",
    "may_leave_out",
    "may_longlist",
    "may_longlist_again",
    "may_merge",
    "may_put_any",
    "may_put_to_county",
    "may_send_back_assessment",
    "may_shortlist",
    "may_split",
    "may_start_assessment",
    "may_submit_assessment",
    "may_take_up",
    "may_weigh",
    "works_on",
]
