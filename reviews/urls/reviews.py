"""Reviews of an area's years, of single targets in between, and a region at a glance."""

from django.urls import path

from reviews.views import acts, frequencies, letters, packs, regions, reviews

OF_A_TARGET = "reviews/targets/<int:target_id>"
OF_A_FREQUENCY = "reviews/frequencies/<int:frequency_id>"
OF_A_REVIEW = "reviews/<slug:code>/<int:year>"

ACTS = (
    *("reschedule_review", "submit_evidence", "hold_review", "refresh_findings", "put_findings"),
    *("take_back_findings", "agree_findings", "settle_findings", "publish_review"),
)
ANSWERS = ("accept_frequency", "decline_frequency", "withdraw_frequency")


def _dashed(verb: str) -> str:
    return verb.replace("_", "-")


urlpatterns = [
    path(f"{OF_A_TARGET}/", frequencies.frequency, name="frequency"),
    path(f"{OF_A_TARGET}/propose/", frequencies.propose_frequency, name="propose-frequency"),
    path(f"{OF_A_TARGET}/note/", frequencies.note_target_review, name="note-target-review"),
    *(
        path(f"{OF_A_FREQUENCY}/{_dashed(verb)}/", getattr(frequencies, verb), name=_dashed(verb))
        for verb in ANSWERS
    ),
    path("reviews/<slug:code>/", reviews.reviews, name="reviews"),
    path("reviews/<slug:code>/schedule/", acts.schedule_review, name="schedule-review"),
    path(f"{OF_A_REVIEW}/", reviews.review, name="review"),
    path(f"{OF_A_REVIEW}/pack/", packs.meeting_pack, name="meeting-pack"),
    path(f"{OF_A_REVIEW}/letter/", letters.write_letter, name="letter"),
    path(f"{OF_A_REVIEW}/letter/send/", letters.send_letter, name="send-letter"),
    *(
        path(f"{OF_A_REVIEW}/{_dashed(verb)}/", getattr(acts, verb), name=_dashed(verb))
        for verb in ACTS
    ),
    path(f"{OF_A_REVIEW}/findings/<int:finding_id>/", acts.judge_finding, name="judge-finding"),
    path("agreements/<slug:code>/reviews/<int:year>/", reviews.public_review, name="public-review"),
    path("regions/<slug:code>/progress/", regions.region, name="region"),
]
