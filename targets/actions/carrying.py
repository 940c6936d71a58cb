"""What follows a priority from an edition of its assessment to the one that corrects it."""

from targets.models import Escalation, Priority, StrategicAssessment, Target


def carry_over(former: StrategicAssessment, adopted: StrategicAssessment) -> None:
    """Let escalations and candidates of a former edition rest on the one that takes its place.

    A priority that the new edition does without leaves them where they are: they rest on what was
    superseded, and the tables of gaps say so.
    """
    for priority in adopted.priorities.filter(follows__assessment=former):
        Escalation.objects.filter(priority=priority.follows_id).update(priority=priority)
        _replace(priority)


def _replace(priority: Priority) -> None:
    """Put a priority in the place of the one it follows, in every candidate that came of that."""
    links = Target.priorities.through.objects.filter(priority_id=priority.follows_id)
    links.update(priority_id=priority.pk)
