"""What other plans say of a target's indicator."""

from django.urls import path

from targets.views import plan_values

urlpatterns = [
    path("targets/<int:target_id>/other-plans/", plan_values.other_plans, name="other-plans"),
    path(
        "targets/<int:target_id>/other-plans/add/",
        plan_values.add_plan_value,
        name="add-plan-value",
    ),
    path(
        "plan-values/<int:plan_value_id>/correct/",
        plan_values.correct_plan_value,
        name="correct-plan-value",
    ),
    path(
        "plan-values/<int:plan_value_id>/reconcile/",
        plan_values.reconcile_plan_value,
        name="reconcile-plan-value",
    ),
]
