"""Who took part in something for the bodies of a partnership: by post, never by name."""

from django.db import models

from partnerships.models import Seat


class SeatPresence(models.Model):
    """That whoever sits on a seat took part in something."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=150, help_text="the post they hold, not their name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position}, {self.seat.organisation}"
