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
from .evidence import may_freeze_evidence, may_open_evidence

__all__ = [
    "everybody_took_part",
    "may_adopt_assessment",
    "may_correct_assessment",
    "may_edit_assessment",
    "may_freeze_evidence",
    "may_open_evidence",
    "may_send_back_assessment",
    "may_start_assessment",
    "may_submit_assessment",
    "may_weigh",
    "works_on",
]
