"""What is said about a target beside the offers."""

from partnerships.models import User
from targets.models import Message, PrivateNote, Target


def messages_about(target: Target, reader: User) -> list[Message]:
    """Return what both sides wrote about a target, oldest first."""
    visible = Message.objects.visible_to(reader).filter(target=target)
    return list(visible.select_related("written_by"))


def notes_on(target: Target, reader: User) -> list[PrivateNote]:
    """Return what the reader's own side noted on a target, oldest first."""
    visible = PrivateNote.objects.visible_to(reader).filter(target=target)
    return list(visible.select_related("written_by"))
