"""Who may do what to people, roles and keys. Views, the API and actions all ask here."""

from .accounts import may_accept_invitation, may_remove_second_factor, may_reset_second_factor

__all__ = ["may_accept_invitation", "may_remove_second_factor", "may_reset_second_factor"]
