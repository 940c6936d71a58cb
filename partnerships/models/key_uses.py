"""How often keys were used: counted by day and by status of the answer."""

from django.db import models

from .keys import Key


class KeyUse(models.Model):
    """How many requests of a key were answered with a status on one day, in London."""

    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="uses")
    used_on = models.DateField()
    status = models.PositiveSmallIntegerField(help_text="of the answers")
    requests = models.PositiveIntegerField()

    class Meta:
        ordering = ["-used_on", "status"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "used_on", "status"], name="one_count_per_key_day_and_status"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requests} × {self.status} on {self.used_on}"
