"""Managing the service."""

from django.urls import path

from partnerships.views.manage import (
    bodies,
    calendar,
    comparators,
    index,
    people,
    roles,
    work,
)

urlpatterns = [
    path("", index.manage, name="manage"),
    path("people/", people.people, name="manage-people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:person_id>/", people.person, name="manage-person"),
    path("people/<int:person_id>/invite-again/", people.invite_again, name="invite-again"),
    path(
        "people/<int:person_id>/withdraw-invitation/",
        people.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("people/<int:person_id>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:person_id>/activate/", people.activate, name="activate"),
    path("people/<int:person_id>/grant-role/", roles.grant_role, name="grant-role"),
    path("roles/", roles.roles, name="manage-roles"),
    path("roles/propose/", roles.propose_role, name="propose-role"),
    path("roles/<int:role_id>/approve/", roles.approve_role, name="approve-role"),
    path("roles/<int:role_id>/refuse/", roles.refuse_role, name="refuse-role"),
    path("roles/<int:role_id>/end/", roles.end_role, name="end-role"),
    path("roles/<int:role_id>/hand-over/", roles.hand_over, name="hand-over"),
    path("organisations/", bodies.organisations, name="manage-organisations"),
    path("organisations/<int:organisation_id>/", bodies.organisation, name="manage-organisation"),
    path(
        "organisations/<int:organisation_id>/correct/",
        bodies.correct_organisation,
        name="correct-organisation",
    ),
    path("partnerships/", bodies.partnerships, name="manage-partnerships"),
    path("partnerships/<int:partnership_id>/", bodies.partnership, name="manage-partnership"),
    path(
        "partnerships/<int:partnership_id>/correct/",
        bodies.correct_partnership,
        name="correct-partnership",
    ),
    path("partnerships/<int:partnership_id>/add-seat/", bodies.add_seat, name="add-seat"),
    path("seats/<int:seat_id>/correct/", bodies.correct_seat, name="correct-seat"),
    path("seats/<int:seat_id>/end/", bodies.end_seat, name="end-seat"),
    path("cycles/", calendar.cycles, name="manage-cycles"),
    path("cycles/make/", calendar.make_cycle, name="make-cycle"),
    path("cycles/<int:cycle_id>/", calendar.cycle, name="manage-cycle"),
    path("cycles/<int:cycle_id>/correct/", calendar.correct_cycle, name="correct-cycle"),
    path("cycles/<int:cycle_id>/add-deadline/", calendar.add_deadline, name="add-deadline"),
    path(
        "deadlines/<int:deadline_id>/correct/", calendar.correct_deadline, name="correct-deadline"
    ),
    path("deadlines/<int:deadline_id>/remove/", calendar.remove_deadline, name="remove-deadline"),
    path("comparators/", comparators.comparators, name="manage-comparators"),
    path("comparators/make/", comparators.make_comparators, name="make-comparators"),
    path("comparators/<int:group_id>/", comparators.comparator_group, name="manage-comparator"),
    path(
        "comparators/<int:group_id>/replace/",
        comparators.replace_comparators,
        name="replace-comparators",
    ),
    path("comparators/<int:group_id>/end/", comparators.end_comparators, name="end-comparators"),
    path("jobs/", work.jobs, name="manage-jobs"),
    path("jobs/<int:job_id>/retry/", work.retry, name="retry"),
    path("mail/", work.mail, name="manage-mail"),
]
