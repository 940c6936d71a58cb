"""Static files under names that carry their hash."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Also rewrites the paths in `import` statements, so that modules are cached like the rest."""

    support_js_module_import_aggregation = True
