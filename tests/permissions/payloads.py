"""What a good request sends, for each route that acts. One entry here for each `acts` there."""

from collections.abc import Callable
from typing import Any

from allauth.account.views._password_reset import INTERNAL_RESET_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import Conflict, DataReturn
from partnerships.forms.notices import CHOSEN
from partnerships.models import User

from .audiences import Actor, Target
from .payloads_across import ACROSS
from .payloads_after import AFTER
from .payloads_certificates import CERTIFICATES
from .payloads_collation import COLLATION, COLLATION_BY_API
from .payloads_engagements import ENGAGEMENTS, ENGAGEMENTS_BY_API
from .payloads_evidence import EVIDENCE, EVIDENCE_BY_API
from .payloads_keys import KEYS, KEYS_BY_API
from .payloads_negotiation_api import NEGOTIATION, NEGOTIATION_BY_API
from .payloads_offers import OFFERS
from .payloads_partners import PARTNERS
from .payloads_response import RESPONSE, RESPONSE_BY_API
from .payloads_reviews import REVIEWS, REVIEWS_BY_API
from .payloads_service import RETURNS_BY_API, SERVICE
from .payloads_signing import SIGNING
from .payloads_standards import STANDARDS
from .payloads_targets import TARGETS
from .payloads_workspace import WORKSPACE
from .payloads_year_reviews import YEAR_REVIEWS, YEAR_REVIEWS_BY_API
from .records_people import DRAFT_PATH, PASSWORD
from .world import World

NEW_PASSWORD = "anchor velvet pylon marmalade"

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def its_version_explained(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return its_version(world, actor, target) | {"explain-ni-901-large_change": "Counted anew"}


def how_it_is_settled(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = Conflict.objects.filter(pk=target.kwargs["conflict_id"]).first()
    version = found.version if found else 1
    return {"version": version, "outcome": "taken_over", "reason": "They count it"}


def a_return(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """A file that will be refused, which is a return like any other."""
    content = b"indicator,area\nNI 901,X07000901\n"
    return {"file": SimpleUploadedFile("new.csv", content, "text/csv")}


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = DataReturn.objects.filter(pk=target.kwargs["return_id"]).first()
    return {"version": found.version if found else 1}


def its_version_and_why(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return its_version(world, actor, target) | {"reason": "Miscounted"}


def a_name_and_password(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"name": "Somebody new", "password": NEW_PASSWORD}


def an_address(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"email": "somebody@example.com"}


def a_password_by_letter(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """The new password of somebody who has followed their letter in this browser."""
    session = world.clients[actor.name].session
    letter = default_token_generator.make_token(world.users[target.person])
    session[INTERNAL_RESET_SESSION_KEY] = letter
    session.save()
    return {"password1": NEW_PASSWORD}


def another_password(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}


def a_recovery_code(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    codes = Authenticator.objects.filter(user=world.users.get(actor.name), type="recovery_codes")
    return {"code": codes[0].wrap().get_unused_codes()[0] if codes else "000000"}


def the_code_of_a_new_app(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """The code of the app that the page has just shown; whoever had one has given it up."""
    session, secret = world.clients[actor.name].session, generate_totp_secret()
    session[SECRET_SESSION_KEY] = secret
    session.save()
    Authenticator.objects.filter(user=world.users.get(actor.name), type="totp").delete()
    return {"code": format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))}


def no_passkey(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """What a browser sends that no passkey has signed."""
    return {"name": "Laptop", "credential": "{}"}


def some_text(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"draft_path": "/returns/", "reason": "Half a sentence"}


def the_page_of_a_draft(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"draft_path": DRAFT_PATH}


def a_reason_to_reset(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = User.objects.filter(pk=target.kwargs["person_id"]).first()
    return {"version": found.version if found else 1, "reason": "Lost, and known by their voice"}


def a_choice_of_deliveries(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {topic.value: "daily" for topic in CHOSEN}


PAYLOADS: dict[str, Payload] = {
    "sign-in": nothing,
    "sign-out": nothing,
    "account_login": nothing,
    "account_logout": nothing,
    "django-admin/logout/": nothing,
    "accept-invitation": a_name_and_password,
    "ask-password-reset": an_address,
    "account_reset_password_from_key": a_password_by_letter,
    "account_change_password": another_password,
    "mfa_reauthenticate": a_recovery_code,
    "mfa_reauthenticate_webauthn": no_passkey,
    "mfa_activate_totp": the_code_of_a_new_app,
    "mfa_deactivate_totp": nothing,
    "mfa_add_webauthn": no_passkey,
    "mfa_remove_webauthn": nothing,
    "mfa_generate_recovery_codes": nothing,
    "end-other-sessions": nothing,
    "end-session": nothing,
    "session": nothing,
    "save-draft": some_text,
    "drop-draft": the_page_of_a_draft,
    "manage-reset-second-factor": a_reason_to_reset,
    "read-notices": nothing,
    "read-notice": nothing,
    "notice-preferences": a_choice_of_deliveries,
    "export-audit": nothing,
    "indicators:send": a_return,
    "indicators:confirm": its_version_explained,
    "indicators:publish": its_version,
    "indicators:cancel": its_version,
    "indicators:resend": its_version,
    "indicators:withdraw": its_version_and_why,
    "indicators:settle": how_it_is_settled,
    **SERVICE,
    **TARGETS,
    **ENGAGEMENTS,
    **COLLATION,
    **STANDARDS,
    **EVIDENCE,
    **PARTNERS,
    **ACROSS,
    **CERTIFICATES,
    **AFTER,
    **OFFERS,
    **REVIEWS,
    **YEAR_REVIEWS,
    **SIGNING,
    **KEYS,
    **WORKSPACE,
    **NEGOTIATION,
    **RESPONSE,
}

BY_API: dict[str, Payload] = {
    **RETURNS_BY_API,
    **ENGAGEMENTS_BY_API,
    **COLLATION_BY_API,
    **EVIDENCE_BY_API,
    **KEYS_BY_API,
    **NEGOTIATION_BY_API,
    **RESPONSE_BY_API,
    **REVIEWS_BY_API,
    **YEAR_REVIEWS_BY_API,
}
"""By routes of the API: what a request that acts is sent with."""
