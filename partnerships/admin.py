"""For support, to look at only: whatever changes does so on the pages, where it is judged."""

from django.contrib import admin

from laa_portal.foundation.admin import ReadOnly

from .models import Area, Organisation, Partnership, Role, User

SHOWN = ("kind", "organisation", "partnership", "area", "starts_on", "ends_on")


class RoleInline(admin.TabularInline):
    model = Role
    fk_name = "user"
    extra = 0
    can_delete = False
    fields = SHOWN
    readonly_fields = SHOWN

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ["username", "name", "is_active", "last_login"]
    search_fields = ["username", "name", "email"]
    inlines = [RoleInline]
    fields = ["username", "name", "email", "is_active", "is_staff", "last_login", "date_joined"]


@admin.register(Area)
class AreaAdmin(ReadOnly):
    list_display = ["name", "kind", "gss_code", "ons_code", "starts_on", "ends_on"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "gss_code", "ons_code"]


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    list_display = ["name", "kind", "code", "starts_on", "ends_on"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "code"]


@admin.register(Partnership)
class PartnershipAdmin(ReadOnly):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "code"]
