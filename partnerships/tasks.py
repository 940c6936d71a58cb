"""Background work about people and the audit trail. Each task calls one action."""

from datetime import date

from partnerships import actions


def mail_anchor(*, day: str) -> None:
    actions.mail_anchor(day=date.fromisoformat(day))
