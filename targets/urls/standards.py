"""Checklists, partnership plans and counties' agreements."""

from django.urls import path

from targets.views import hallmarks, plan_actions, plans, safety_agreements

urlpatterns = [
    path("hallmarks/", hallmarks.all_hallmarks, name="all-hallmarks"),
    path("cdrp/<slug:code>/hallmarks/", hallmarks.hallmarks, name="hallmarks"),
    path(
        "cdrp/<slug:code>/hallmarks/<slug:kind>/record/",
        hallmarks.record_standard,
        name="record-standard",
    ),
    path(
        "standard-records/<int:record_id>/withdraw/",
        hallmarks.withdraw_standard,
        name="withdraw-standard",
    ),
    path("cdrp/<slug:code>/plans/", plans.plans, name="plans"),
    path("cdrp/<slug:code>/start-plan/", plans.start_plan, name="start-plan"),
    path("cdrp/<slug:code>/plan-summary/", plans.plan_summary, name="plan-summary"),
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
    path("plans/<int:plan_id>/texts/<slug:text>/", plans.write_plan, name="write-plan"),
    path("plans/<int:plan_id>/adopt/", plans.adopt_plan, name="adopt-plan"),
    path("plans/<int:plan_id>/refresh/", plans.refresh_plan, name="refresh-plan"),
    path("plans/<int:plan_id>/discard/", plans.discard_plan, name="discard-plan"),
    path("plans/<int:plan_id>/publish-summary/", plans.publish_summary, name="publish-summary"),
    path(
        "plans/<int:plan_id>/unpublish-summary/", plans.unpublish_summary, name="unpublish-summary"
    ),
    path("plans/<int:plan_id>/actions/add/", plan_actions.add_plan_action, name="add-plan-action"),
    path(
        "plan-actions/<int:action_id>/change/",
        plan_actions.change_plan_action,
        name="change-plan-action",
    ),
    path(
        "plan-actions/<int:action_id>/remove/",
        plan_actions.remove_plan_action,
        name="remove-plan-action",
    ),
    path(
        "plan-actions/<int:action_id>/progress/", plan_actions.note_progress, name="note-progress"
    ),
    path(
        "county/<slug:code>/safety-agreements/",
        safety_agreements.safety_agreements,
        name="safety-agreements",
    ),
    path(
        "county/<slug:code>/start-safety-agreement/",
        safety_agreements.start_safety_agreement,
        name="start-safety-agreement",
    ),
    path(
        "safety-agreements/<int:agreement_id>/",
        safety_agreements.safety_agreement,
        name="safety-agreement",
    ),
    path(
        "safety-agreements/<int:agreement_id>/texts/<slug:text>/",
        safety_agreements.write_safety_agreement,
        name="write-safety-agreement",
    ),
    path(
        "safety-agreements/<int:agreement_id>/adopt/",
        safety_agreements.adopt_safety_agreement,
        name="adopt-safety-agreement",
    ),
]
