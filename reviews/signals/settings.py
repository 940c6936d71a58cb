"""What decides whether a signal fires: judgements, each of which may be changed on record."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults; changes are kept with who made them, when and why (`models.SettingChange`)."""

    fewest_events: float = 20
    """A year, below which nothing is tested and only words are given."""
    half_term: float = 0.5
    late_from: int = 0
    """Days beyond a source's own allowance."""
    often_late: int = 2
    """Returns of a year, from which lateness counts twice."""
    low_referrals: float = 40
    """Cases a year under which few repeats mean little. Not checked against a source."""
    low_repeats: float = 0.10
    peer_grade: str = "far worse"
    watch_below: float = 0.35
    concern_alpha: float = 0.10
    review_alpha: float = 0.025
    review_below: float = 0.10
    discovery_rate: float = 0.10
    found_from: float = 0.5

    def changed(self, **values: float | str) -> "Settings":
        """Return the settings with some of them changed. Raises ValueError for an unknown name."""
        unknown = set(values) - {one.name for one in fields(self)}
        if unknown:
            raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
        return replace(self, **values)  # type: ignore[arg-type]
