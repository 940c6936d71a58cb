"""Files that a page offers of what it shows: its figures, and each of its charts.

A page that has charts hands them, by name, to `chart_file` before it renders itself, and includes
`indicators/_charts.html`; the links there lead back to the page with `format` and `chart`.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from indicators import presenters
from indicators.charts import Chart


def chart_file(
    request: HttpRequest, charts: Mapping[str, Chart], name: str, *, why_none: str = ""
) -> HttpResponse | None:
    """Answer with the picture or the table of the chart asked for; None if the page was.

    `name` is what the file is called, before the name of the chart. Without `chart` in the address
    it is the first one. Raises Http404 where there is no such chart, saying `why_none` if there is
    none at all.
    """
    wanted = request.GET.get("format")
    if wanted not in ("csv", "svg"):
        return None
    which = request.GET.get("chart") or next(iter(charts), "")
    if which not in charts:
        raise Http404(f"No chart: {why_none if not charts else f'none here is called “{which}”'}.")
    file_name = f"{name} {which}" if "chart" in request.GET else name
    if wanted == "csv":
        return csv_file(presenters.file_of_chart(charts[which]), file_name)
    return svg_file(charts[which], file_name)


def csv_file(lines: Iterable[Sequence[object]], name: str) -> HttpResponse:
    answer = _download("text/csv; charset=utf-8", f"{slugify(name)}.csv")
    csv.writer(answer).writerows(lines)
    return answer


def svg_file(chart: Chart, name: str) -> HttpResponse:
    answer = _download("image/svg+xml", f"{slugify(name)}.svg")
    answer.write(str(chart.svg))
    return answer


def _download(content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content_type=content_type, headers=headers)
