"""Returns at national scale, measured in a database of their own: `make bench NAME=returns`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laa_portal.settings")
os.environ["STATEMENT_TIMEOUT"] = "0"  # a national load takes what it takes
django.setup()
