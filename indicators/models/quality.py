"""How far a provider's figures can be relied on, as a person judges it."""

from django.db import models

from partnerships.models import Organisation, User

from .catalogue import Measure


class Rating(models.TextChoices):
    """As people who publish figures call it: red, amber, green."""

    GREEN = "green", "Green: reliable"
    AMBER = "amber", "Amber: use with care"
    RED = "red", "Red: do not rely on it"


class QualityStatement(models.Model):
    """A judgement of the quality of one measure from one provider; the newest counts.

    Never changed: a later one is written beside it. Everybody may read it, but not who wrote it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(max_length=5, choices=Rating)
    text = models.CharField(max_length=500, help_text="what the rating rests on")
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-stated_at", "-id"]
        indexes = [
            models.Index(fields=["organisation", "measure", "-id"], name="statements_of_a_measure")
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.organisation}: {self.get_rating_display()}"
