"""Measure the making and the checking of a certificate: `python -m benchmarks.certificates`."""

from benchmarks import report
from benchmarks.certificates import making

report.publish("certificates", list(making.measure()))
