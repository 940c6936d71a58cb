"""For support: work that waits or died, and acts on record. Both only to read."""

from django.contrib import admin

from .models import AuditEvent, Job


class ReadOnly(admin.ModelAdmin):
    """Looked at, never edited."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ["kind", "key", "state", "attempts", "failures", "asked_at", "finished_at"]
    list_filter = ["kind", "state"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    list_display = ["verb", "target_type", "target_id", "made_by", "made_at"]
    list_filter = ["verb", "target_type"]
    exclude = ["reason", "details", "target_name"]  # what was said may be one side's alone
