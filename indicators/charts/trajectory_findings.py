"""What a trajectory shows, as sentences made from its figures, projection and target."""

from collections.abc import Mapping

from indicators.charts.course import Course, Projected
from indicators.charts.findings import span, without_figure
from indicators.charts.model import Point
from indicators.charts.trajectory_paths import Path
from indicators.charts.wording import Terms, capitalised

NO_NEW_ACTION = "The projection assumes no new action."


def subtitle(whole: Course, terms: Terms) -> str:
    parts = ["figures"] if whole.points else []
    parts += ["projection with 50% and 95% ranges"] if whole.projected else []
    parts += ["target"] if whole.target else []
    parts += ["what was offered"] if whole.paths else []
    parts += ["other areas"] if whole.others else []
    periods = span([Point(label) for label in whole.periods])
    listed = " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    return f"{terms.unit_heading}, {periods}: {listed or 'no figures'}"


def title(whole: Course, terms: Terms) -> str:
    """Return how the target lies to the figure of its period, or else to the projection."""
    return f"{terms.about}: {_finding(whole, terms)}"


def _finding(whole: Course, terms: Terms) -> str:
    if whole.target is None and whole.paths:
        return _of_path(whole.paths[-1], whole, terms)
    if whole.target is None:
        return _without_target(whole, terms)
    at, target = whole.target
    goal = f"the target of {terms.figure(target)} for {target.label}"
    if at < len(whole.points) and whole.points[at].has_figure:
        return f"{terms.number(whole.points[at].figure)} in {target.label}, against {goal}"
    if each := whole.projected.get(at):
        return f"{goal} {against(target.figure, each, terms)}"
    return f"{goal} has no projection beside it{_because(whole)}"


def _of_path(one: Path, whole: Course, terms: Terms) -> str:
    """Return how the last value of a path lies to the projection."""
    at, last = one.last
    goal = f"{terms.figure(last)} for {last.label} ({one.name})"
    if each := whole.projected.get(at):
        return f"{goal} {against(last.figure, each, terms)}"
    return f"{goal} has no projection beside it{_because(whole)}"


def _without_target(whole: Course, terms: Terms) -> str:
    if whole.projected:
        each = whole.projected[max(whole.projected)]
        return (
            f"projected {terms.with_unit(terms.number(each.median))} in {each.label}, "
            f"with a 95% range from {terms.number(each.lower_95)} to {terms.number(each.upper_95)}"
        )
    if whole.latest is None:
        return "no figures to show"
    latest = whole.points[whole.latest]
    return f"{terms.figure(latest)} in {latest.label}, without a projection{_because(whole)}"


def _because(whole: Course) -> str:
    return f" ({whole.reason})" if whole.reason else ""


def against(goal: float, each: Projected, terms: Terms) -> str:
    """Return which range of the projection a target lies in, or on which side of them."""
    inner = f"{terms.number(each.lower_50)} to {terms.number(each.upper_50)}"
    outer = f"{terms.number(each.lower_95)} to {terms.number(each.upper_95)}"
    side = "above" if goal > each.median else "below"
    if each.lower_50 <= goal <= each.upper_50:
        return f"lies within the 50% range of the projection ({inner})"
    if each.lower_95 <= goal <= each.upper_95:
        return f"lies {side} the 50% range of the projection but within the 95% range ({outer})"
    return f"lies {side} the 95% range of the projection ({outer})"


def description(whole: Course, terms: Terms, *, changes: Mapping[int, str], heading: str) -> str:
    """Return the finding, where each line ends, and what is missing."""
    said = [f"{heading}."]
    if whole.latest is not None:
        latest = whole.points[whole.latest]
        said.append(f"Latest: {terms.with_interval(latest)} in {latest.label}.")
    said += _projected(whole, terms)
    if whole.carried_forward is not None:
        said.append(f"Carried forward: {terms.number(whole.carried_forward)}.")
    if whole.baseline:
        baseline = whole.baseline[1]
        said.append(f"Baseline: {terms.number(baseline.figure)} in {baseline.label}.")
    said += [
        f"Milestone for {point.label}: {terms.number(point.figure)}."
        for _, point in sorted(whole.milestones.items(), key=lambda each: each[0])
    ]
    said += [f"{capitalised(_of_path(one, whole, terms))}." for one in whole.paths[:-1]]
    said += [_along(one, terms) for one in [*whole.paths, *whole.others]]
    said += [f"{label} from {whole.points[at].label} on." for at, label in changes.items()]
    return " ".join([*said, *without_figure(whole.points)])


def _along(one: Path, terms: Terms) -> str:
    """Return a line point by point, as in `Partnership: 18.0 in 2007/08, 14.4 in 2010/11.`"""
    points = [point for _, point in sorted(one.points.items(), key=lambda each: each[0])]
    said = ", ".join(f"{terms.number(point.figure)} in {point.label}" for point in points)
    return f"{one.name}: {said}."


def _projected(whole: Course, terms: Terms) -> list[str]:
    if not whole.projected:
        return [f"No projection: {whole.reason}."] if whole.reason else []
    each = whole.projected[max(whole.projected)]
    return [
        f"Projection for {each.label}: {terms.number(each.median)}, "
        f"50% range {terms.number(each.lower_50)} to {terms.number(each.upper_50)}, "
        f"95% range {terms.number(each.lower_95)} to {terms.number(each.upper_95)}.",
        NO_NEW_ACTION,
    ]
