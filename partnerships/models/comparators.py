"""Which areas an area is held beside."""

from django.db import models

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet

from .areas import Area
from .spans import Span, SpanQuerySet


class ComparatorGroupQuerySet(VersionedQuerySet, SpanQuerySet):  # type: ignore[override]
    pass


class ComparatorGroup(Span, Versioned):
    """The most similar areas of one area, by one source, for a time.

    Directed: that B is among the peers of A does not make A a peer of B. An area is never its own.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="comparator_groups")
    source = models.CharField(max_length=200, help_text="who says so, and by which method")
    peers: "models.ManyToManyField[Area, Peer]" = models.ManyToManyField(
        Area, through="Peer", related_name="peer_of"
    )

    objects = ComparatorGroupQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["area__name", "source", "-starts_on"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["area", "source", "starts_on"],
                nulls_distinct=False,
                name="one_comparator_group_per_area_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"Areas most similar to {self.area}"


class Peer(models.Model):
    """One of the most similar areas; `position` 1 is the nearest."""

    group = models.ForeignKey(ComparatorGroup, on_delete=models.CASCADE, related_name="members")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "area"], name="a_peer_is_named_once"),
            models.UniqueConstraint(fields=["group", "position"], name="peers_are_ranked"),
        ]

    def __str__(self) -> str:
        return str(self.area)
