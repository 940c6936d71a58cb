"""What follows: standing, steps, interventions, plans, and what inspectorates found."""

from django.urls import path

from reviews.views import improvement, interventions, judgements, standing

urlpatterns = [
    path("standing/<slug:gss_code>/", standing.standing, name="standing"),
    path("standing/<slug:gss_code>/judge/", standing.judge_standing, name="judge-standing"),
    path("interventions/in/<slug:gss_code>/", interventions.interventions, name="interventions"),
    path(
        "interventions/in/<slug:gss_code>/open/",
        interventions.open_intervention,
        name="intervention-open",
    ),
    path("judgements/of/<slug:gss_code>/", judgements.judgements, name="judgements"),
    path(
        "judgements/of/<slug:gss_code>/enter/<slug:kind>/",
        judgements.enter_judgement,
        name="enter-judgement",
    ),
    path("concerns/<int:concern_id>/plan/", improvement.plan, name="plan"),
    path("concerns/<int:concern_id>/respond/", standing.decide_response, name="decide-response"),
    path("concerns/<int:concern_id>/advise/", standing.advise, name="advise"),
    path(
        "concerns/<int:concern_id>/plan/propose/",
        improvement.propose_improvement,
        name="propose-improvement",
    ),
    path("responses/<int:response_id>/agree/", standing.agree_response, name="agree-response"),
    path("responses/<int:response_id>/refuse/", standing.refuse_response, name="refuse-response"),
    path(
        "interventions/<int:intervention_id>/acknowledge/",
        interventions.acknowledge_intervention,
        name="acknowledge-intervention",
    ),
    path(
        "interventions/<int:intervention_id>/close/",
        interventions.close_intervention,
        name="close-intervention",
    ),
    path(
        "improvement-plans/<int:plan_id>/add/",
        improvement.add_improvement_action,
        name="add-improvement-action",
    ),
    path(
        "improvement-plans/<int:plan_id>/agree/",
        improvement.agree_improvement,
        name="agree-improvement",
    ),
    path(
        "improvement-plans/<int:plan_id>/finish/",
        improvement.finish_improvement,
        name="finish-improvement",
    ),
    path(
        "improvement-plans/<int:plan_id>/end/", improvement.end_improvement, name="end-improvement"
    ),
    path(
        "improvement-actions/<int:action_id>/show/", improvement.show_evidence, name="show-evidence"
    ),
    path(
        "judgements/<int:judgement_id>/withdraw/",
        judgements.withdraw_judgement,
        name="withdraw-judgement",
    ),
]
