"""The certificate of a signed agreement of nineteen targets: `make bench NAME=certificates`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laa_portal.settings")
django.setup()
