"""What a program loads before it does anything: each command, and beat, waits for that."""

import os
import subprocess
import sys

from tests.architecture.test_scoping import CHECKOUT
from tests.patience import PATIENCE

ARITHMETIC = {"numpy", "pandas", "scipy"}
"""Two thirds of what there is to load; only what works figures out needs it."""

STARTS = "import django, sys; django.setup(); print(*sys.modules)"


def test_models_can_be_loaded_without_the_arithmetic():
    started = subprocess.run(
        [sys.executable, "-c", STARTS],
        cwd=CHECKOUT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "laa_portal.settings"},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )

    loaded = set(started.stdout.split())
    assert "reviews.models" in loaded
    assert not loaded & ARITHMETIC
