"""What can happen to places, bodies and partnerships."""

from .anchors import ask_to_mail_anchor, mail_anchor
from .audit_trail import export_audit
from .reference import load_reference
from .upserts import Tally

__all__ = ["Tally", "ask_to_mail_anchor", "export_audit", "load_reference", "mail_anchor"]
