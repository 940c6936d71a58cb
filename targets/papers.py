"""The strategy group's paper as data for its typst template, and the PDF made of them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from laa_portal.foundation.typesetting import typeset
from targets import exhibits, queries
from targets.exhibits import Frozen
from targets.models import CRITERIA, Priority, StrategicAssessment
from targets.queries.papers import PaperPriority, WholePaper

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "documents" / "assessment.typ"


def printed(assessment: StrategicAssessment) -> bytes:
    """Return the paper of an assessment as a PDF. Raises NotTypeset."""
    data, pictures = _written(queries.whole_paper(assessment))
    return typeset(TEMPLATE, data, pictures)


def _written(paper: WholePaper) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the template reads: texts by name, and the charts by file."""
    pictures: dict[str, str] = {}
    priorities = [_priority(one, pictures) for one in paper.priorities]
    assessment = paper.assessment
    return {
        "title": str(assessment),
        "partnership": str(assessment.partnership),
        "is_invented": assessment.partnership.is_invented,
        "year": assessment.year_label,
        "edition": assessment.edition,
        "status": assessment.get_status_display(),
        "corrected_because": assessment.corrected_because,
        "contents": [
            {
                "title": content.title,
                "question": content.question,
                "paragraphs": _paragraphs(section.text if section else ""),
            }
            for content, section in paper.contents
        ],
        "priorities": priorities,
        "documents": [one.name for one in paper.attachments],
        "adopted_on": _day(assessment.adopted_at),
        "presences": [str(one) for one in paper.presences],
    }, pictures


def _priority(one: PaperPriority, pictures: dict[str, str]) -> dict[str, Any]:
    priority = one.priority
    return {
        "rank": priority.rank,
        "title": priority.title,
        "evidence": _paragraphs(priority.evidence),
        "facts": [[name, text] for name, text in _facts(priority, one) if text],
        "frozen": [_frozen(exhibits.frozen(each), pictures) for each in one.rests_on],
    }


def _facts(priority: Priority, one: PaperPriority) -> list[tuple[str, str]]:
    scores = [(name, getattr(priority, name)) for name in CRITERIA]
    return [
        ("In the document", priority.page_reference),
        ("Public Service Agreements", priority.psa_considered),
        ("What the community said", priority.community_said),
        ("Partners", ", ".join(str(body) for body in priority.partners.all())),
        ("Importance, 1 to 5", ", ".join(f"{name} {given}" for name, given in scores if given)),
        ("Documents", ", ".join(each.name for each in one.attachments)),
    ]


def _frozen(shown: Frozen, pictures: dict[str, str]) -> dict[str, Any]:
    """Return one measure under a priority, its chart put among the pictures."""
    of, pack, picture = shown.evidence, shown.evidence.pack, ""
    if pack and shown.chart:
        picture = f"{pack.sha256}.svg"
        pictures[picture] = str(shown.chart.svg)
    return {
        "name": f"{of.measure} {of.measure.title}, {of.area}",
        "sentence": shown.sentence,
        "is_kept": pack is not None,
        "sha256": pack.sha256 if pack else "",
        "picture": picture,
        "alt": shown.chart.description if shown.chart else "",
        "chart_title": shown.chart.title if shown.chart else "",
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""
