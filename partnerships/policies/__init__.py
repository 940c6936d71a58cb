"""Who may do what to people, roles and keys. Views, the API and actions all ask here."""

from .keys import MOST_KEYS, may_make_key, may_revoke_key, scopes_of

__all__ = ["MOST_KEYS", "may_make_key", "may_revoke_key", "scopes_of"]
