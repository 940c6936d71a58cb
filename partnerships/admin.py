"""For support: people's roles, and reference data to look at."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from .models import Area, Organisation, Partnership, Role, User


class RoleInline(admin.TabularInline):
    model = Role
    fk_name = "user"
    extra = 0
    autocomplete_fields = ["organisation", "partnership", "area"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ["username", "name", "is_active", "last_login"]
    search_fields = ["username", "name", "email"]
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["name", "email"]}),
        ("Access", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "gss_code", "ons_code", "starts_on", "ends_on"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "gss_code", "ons_code"]
    autocomplete_fields = ["successors"]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "code", "starts_on", "ends_on"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["areas"]


@admin.register(Partnership)
class PartnershipAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind", "is_invented"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["areas"]
