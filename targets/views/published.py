"""Signed agreements as everybody may read them: all of them, one with its targets, and files."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import condition, require_safe

from indicators.views import downloads
from laa_portal.foundation.spreadsheets import CSV_TYPE, WORKBOOK_TYPE, csv_file, workbook_file
from partnerships.models import Organisation
from targets import exhibits, policies, queries
from targets.forms.published import PublishedSearch
from targets.models import STARTS_ON, AgreementVersion, Certificate
from targets.presenters import signed as presenters
from targets.presenters.revisions import beside_originals

FOR_A_YEAR = "public, max-age=31536000, immutable"
"""Of files that never change: who comes without a session may keep them."""


@require_safe
def public_agreements(request: HttpRequest) -> HttpResponse:
    """The newest signed version of each agreement, by region and area."""
    everything = queries.published(request.user)
    search = PublishedSearch(request.GET, everything)
    found = search.among(everything)
    found.sort(key=lambda one: (one.region is None, one.region.name if one.region else ""))
    context = {"search": search, "found": found, "has_any": bool(everything)}
    return render(request, "targets/public_agreements.html", context)


@require_safe
def public_agreement(request: HttpRequest, code: str) -> HttpResponse:
    """What was signed for one area: its newest version, or the one asked for; also as files."""
    version = _version(request, code, request.GET.get("version", ""))
    found, certificate = queries.signed_agreement(version), queries.certificate_of(version)
    wanted = request.GET.get("format")
    if wanted in ("csv", "xlsx"):
        sheets = presenters.sheets_of(found, certificate.sha256 if certificate else "")
        return _table(version, wanted, sheets)
    versions = queries.other_versions(version, request.user)
    context = {
        "version": version,
        "area": version.area,
        "agreement": version.agreement,
        "found": found,
        "targets": presenters.targets_of(found),
        "listed": [(line, presenters.why_listed(line)) for line in found.listed],
        "signatures": found.signatures,
        "decisions": [presenters.under(one.under) for one in found.signatures if one.under],
        "certificate": certificate,
        "versions": versions,
        "newest": versions[0],
        "memoranda": queries.memoranda_on(version.agreement),
        "revised": beside_originals(queries.revised_targets(version)),
        "sits_there": policies.sits_on(request.user, version.agreement) is not None,
    }
    return render(request, "targets/public_agreement.html", context)


def _version(request: HttpRequest, code: str, number: str) -> AgreementVersion:
    """Return the version of an area that was asked for, or the newest; or answer 404."""
    signed = queries.signed_versions(request.user).filter(
        area__gss_code=code, agreement__starts_on=STARTS_ON
    )
    if number:
        signed = signed.filter(number=int(number)) if _is_number(number) else signed.none()
    found = signed.order_by("-number").first()
    if found is None:
        raise Http404("No agreement of this area was signed, or not in that version.")
    return found


def _address(version: AgreementVersion) -> str:
    return reverse("targets:public-agreement", args=[version.area.gss_code])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 4


def _table(version: AgreementVersion, kind: str, sheets: presenters.Sheets) -> HttpResponse:
    name = slugify(f"laa {version.area.name} version {version.number} targets")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return HttpResponse(csv_file(sheets["Targets"]), content_type=CSV_TYPE, headers=headers)
    return HttpResponse(workbook_file(sheets), content_type=WORKBOOK_TYPE, headers=headers)


@require_safe
def public_target(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """One target as it was signed, with the figures that it was agreed on and its partners."""
    version = _version(request, code, request.GET.get("version", ""))
    found = queries.signed_agreement(version)
    line = next((one for one in found.agreed if one[0].position == position), None)
    if line is None:
        raise Http404("No target of this agreement that was signed for has that number.")
    target = presenters.target_of(line, found.names)
    pack = queries.packs_of([target.line]).get(target.line.pack_sha256)
    chart = exhibits.of_signed(target.line, pack)
    charts = {"trajectory": chart} if chart else {}
    if answer := downloads.chart_file(request, charts, f"laa {version.area.name} {position}"):
        return answer
    context = {
        "version": version,
        "area": version.area,
        "back_url": f"{_address(version)}?version={version.number}",
        "target": target,
        "chart": chart,
        "chart_name": "trajectory",
        "is_print": "print" in request.GET,
    }
    return render(request, "targets/public_target.html", context)


@require_safe
def regarded(request: HttpRequest, code: str) -> HttpResponse:
    """The targets that an organisation must have regard to, or signed up to, in all agreements."""
    organisation = get_object_or_404(Organisation, code=code)
    found = queries.regarded_by(organisation, request.user)
    context = {
        "organisation": organisation,
        "found": [
            (one.version, presenters.regarded(one.bound), presenters.regarded(one.voluntary))
            for one in found
        ],
    }
    return render(request, "targets/regarded.html", context)


# --- Files that never change ----------------------------------------------------------------------


def _hash_of(field: str):
    """Return what tells the ETag of a file: a hash that its certificate has."""

    def etag(request: HttpRequest, code: str, number: int) -> str | None:
        sha256 = _certificates(request, code, number).values_list(field, flat=True).first()
        return f'"{sha256}"' if sha256 else None

    return etag


@require_safe
@condition(etag_func=_hash_of("pdf_sha256"))
def agreement_pdf(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The PDF of a signed version, as it was made once."""
    found = _certificate(request, code, number)
    return _file(request, found, bytes(found.pdf), "application/pdf", "pdf")


@require_safe
@condition(etag_func=_hash_of("sha256"))
def agreement_record(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The record of a signed version: its certificate, with its hash and that of its PDF."""
    found = _certificate(request, code, number)
    return _file(request, found, queries.bundle_of(found), "application/json", "json")


def _certificate(request: HttpRequest, code: str, number: int) -> Certificate:
    found: Certificate = get_object_or_404(_certificates(request, code, number))
    return found


def _certificates(request: HttpRequest, code: str, number: int) -> QuerySet[Certificate]:
    visible = Certificate.objects.visible_to(request.user).select_related("version__area")
    of_area = visible.filter(version__area__gss_code=code, version__number=number)
    found: QuerySet[Certificate] = of_area.filter(version__agreement__starts_on=STARTS_ON)
    return found


def _file(
    request: HttpRequest, of: Certificate, content: bytes, content_type: str, ending: str
) -> HttpResponse:
    name = slugify(f"laa {of.version.area.name} version {of.version.number}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    if not request.user.is_authenticated:
        headers["Cache-Control"] = FOR_A_YEAR
    return HttpResponse(content, content_type=content_type, headers=headers)
