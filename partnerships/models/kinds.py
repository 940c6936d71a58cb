"""What kinds of role there are."""

from django.db import models


class RoleKind(models.TextChoices):
    CDRP_OFFICER = "cdrp_officer", "CDRP officer"
    CDRP_CHAIR = "cdrp_chair", "CDRP chair"
    COUNTY_OFFICER = "county_officer", "County strategy group officer"
    LSP_COORDINATOR = "lsp_coordinator", "LSP coordinator"
    LSP_CHAIR = "lsp_chair", "LSP chair"
    COUNCIL_LEADER = "council_leader", "Council leader"
    PARTNER = "partner", "Partner"
    GO_REVIEWER = "go_reviewer", "Government Office reviewer"
    GO_DIRECTOR = "go_director", "Government Office director"
    HO_ANALYST = "ho_analyst", "Home Office analyst"
    INSPECTOR = "inspector", "Inspector"
    DATA_PROVIDER = "data_provider", "Data provider"
    ADMINISTRATOR = "administrator", "Administrator"


NOT_OF_AN_AREA = frozenset({RoleKind.DATA_PROVIDER, RoleKind.ADMINISTRATOR})
"""Roles that act for a body or the service, and read no more of its areas than the public."""

NATIONAL = frozenset({RoleKind.HO_ANALYST, RoleKind.INSPECTOR})
"""Roles that look at every area."""

GOVERNMENT = frozenset({RoleKind.GO_REVIEWER, RoleKind.GO_DIRECTOR})
"""Roles on the Government Office's side of the table; the others of an area are on the area's."""
