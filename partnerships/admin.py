"""For support, to look at only: whatever changes does so on the pages, where it is judged."""

from django.contrib import admin

from laa_portal.foundation.admin import ReadOnly

from .models import Area, Organisation, Partnership, Role, User


class RoleInline(admin.TabularInline):
    model = Role
    fk_name = "user"
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ["username", "name", "is_active", "last_login"]
    search_fields = ["username", "name", "email"]
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["username", "name", "email"]}),
        ("Access", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]


@admin.register(Area)
class AreaAdmin(ReadOnly):
    list_display = ["name", "kind", "gss_code", "ons_code", "starts_on", "ends_on"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "gss_code", "ons_code"]
    autocomplete_fields = ["successors"]


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    list_display = ["name", "kind", "code", "starts_on", "ends_on"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["areas"]


@admin.register(Partnership)
class PartnershipAdmin(ReadOnly):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["areas"]
