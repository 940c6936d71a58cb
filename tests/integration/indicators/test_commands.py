"""The operator's doors: import_return and recompute."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from indicators import actions
from indicators.actions import confirming, imports
from indicators.models import Conflict, DataReturn, Figure, Observation
from indicators.parsing import at_large as at_large_module
from indicators.reading import judging
from laa_portal.foundation.models import AuditEvent
from tests.factories.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def file(tmp_path, real_return):
    path = tmp_path / "ni16.csv"
    path.write_bytes(real_return)
    return path


def test_import_return_loads_and_counts(file, capsys):
    call_command("import_return", file, organisation="home-office")

    assert "390 rows, 390 new, 0 revised" in capsys.readouterr().out
    assert Observation.objects.count() == 390


def test_import_return_again_loads_nothing_more(file, capsys):
    call_command("import_return", file, organisation="home-office")
    call_command("import_return", file, organisation="home-office")

    assert "390 rows, 0 new, 0 revised" in capsys.readouterr().out
    assert Observation.objects.count() == 390


def test_import_return_dry_run_reports_and_takes_it_back(file, capsys):
    call_command("import_return", file, organisation="home-office", dry_run=True)

    assert "390 rows, 390 new" in capsys.readouterr().out
    assert not DataReturn.objects.exists()


def test_import_return_of_a_faulty_file_names_every_fault(tmp_path, faulty_return, capsys):
    path = tmp_path / "faulty.csv"
    path.write_bytes(faulty_return)

    with pytest.raises(CommandError, match="was refused"):
        call_command("import_return", path, organisation="home-office")

    assert capsys.readouterr().err.count("column") == 10


def test_import_that_another_return_overtakes_says_what_to_do_and_keeps_nothing(file, monkeypatch):
    monkeypatch.setattr(confirming, "is_overtaken", lambda _: True)

    with pytest.raises(CommandError, match=r"Nothing was loaded\. Run the command again"):
        call_command("import_return", file, organisation="home-office")

    assert not DataReturn.objects.exists()
    assert not AuditEvent.objects.exists()


def test_import_return_of_nobody_is_refused(file):
    with pytest.raises(CommandError, match="matching query"):
        call_command("import_return", file, organisation="nobody")


def test_recompute_works_one_measure_or_all_out_again(file, capsys):
    call_command("import_return", file, organisation="home-office")

    call_command("recompute", measure="NI 16")
    call_command("recompute")

    assert "490 figures changed" in capsys.readouterr().out
    assert Figure.objects.count() == 490


def test_recompute_of_no_measure_says_so():
    with pytest.raises(CommandError, match="no measure NI 99"):
        call_command("recompute", measure="NI 99")


@pytest.fixture
def at_large(monkeypatch):
    """Have every file read as a large one."""
    monkeypatch.setattr(imports, "CHECKED_AT_ONCE", 0)


@pytest.mark.usefixtures("at_large")
def test_import_of_a_large_file_is_that_of_any_other(file, real_return, capsys):
    call_command("import_return", file, organisation="home-office")
    call_command("import_return", file, organisation="home-office")

    told = capsys.readouterr().out
    assert "390 rows, 390 new, 0 revised" in told
    assert "390 rows, 0 new, 0 revised" in told
    data_return = DataReturn.objects.get()
    assert bytes(data_return.file.content) == real_return
    assert data_return.size == len(real_return)
    assert not data_return.staged.exists()
    verbs = AuditEvent.objects.filter(target_id=str(data_return.pk)).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["send", "check", "confirm", "publish"]


@pytest.mark.usefixtures("at_large")
def test_import_of_a_faulty_large_file_names_every_fault(tmp_path, faulty_return, capsys):
    path = tmp_path / "faulty.csv"
    path.write_bytes(faulty_return)

    with pytest.raises(CommandError, match="was refused"):
        call_command("import_return", path, organisation="home-office")

    assert capsys.readouterr().err.count("column") == 10
    assert not DataReturn.objects.exists()


@pytest.mark.usefixtures("at_large")
def test_import_of_a_large_file_finds_rows_that_repeat_one_far_above(
    tmp_path, real_return, capsys, monkeypatch
):
    monkeypatch.setattr(at_large_module, "BLOCK_BYTES", 2000)
    path = tmp_path / "twice.csv"
    second = real_return.splitlines()[1]
    path.write_bytes(real_return.rstrip() + b"\n" + second + b"\n")

    with pytest.raises(CommandError, match="was refused"):
        call_command("import_return", path, organisation="home-office")

    assert "Row 2 has the same measure, area and period" in capsys.readouterr().err


@pytest.mark.usefixtures("at_large")
def test_import_of_a_large_file_with_an_error_in_each_row_tells_five_hundred(tmp_path, capsys):
    path = tmp_path / "bad.csv"
    rows = "".join(f"NI 16,E99{n:06},2008/09,1\n" for n in range(2000))
    path.write_text("indicator,area_code,period,numerator\n" + rows)

    with pytest.raises(CommandError, match="was refused"):
        call_command("import_return", path, organisation="home-office")

    told = capsys.readouterr().err.splitlines()
    assert len(told) == 501
    assert "more than 500 things to mend" in told[0]


LARGE = "indicator,area_code,period,numerator,denominator\n"


@pytest.fixture
def import_large(tmp_path, at_large):
    """Import rows as a large file, from the Home Office or another."""
    numbers = iter(range(99))

    def act(rows, organisation="home-office"):
        path = tmp_path / f"{next(numbers)}.csv"
        path.write_text(LARGE + rows)
        call_command("import_return", path, organisation=organisation)
        return DataReturn.objects.latest("pk")

    return act


def test_import_of_a_large_file_keeps_what_it_does_as_any_return(import_large):
    first = import_large("NI 16,E23000001,2008/09,100,1000\nNI 16,E23000002,2008/09,100,1000\n")
    second = import_large(
        "NI 16,E23000001,2008/09,100,1000\nNI 16,E23000002,2008/09,300,1000\n"
        "NI 16,E23000003,2008/09,100,1000\n"
    )

    assert first.published_at == first.sent_at
    assert (second.new_count, second.changed_count, second.unchanged_count) == (1, 1, 1)
    assert [(row.area.gss_code, row.held.data_return) for row in second.staged.all()] == [
        ("E23000001", first)
    ]
    assert second.findings.get().rule == "large_change"
    assert not second.explanations.exists()


def test_import_of_a_large_file_sets_aside_what_another_holds(import_large, capsys):
    import_large("NI 16,E23000002,2008/09,100,1000\n")

    second = import_large("NI 16,E23000002,2008/09,120,1000\n", organisation="police-E23000002")

    assert Conflict.objects.get().data_return == second
    assert Observation.objects.count() == 1
    assert "1 set aside" in capsys.readouterr().out


def test_import_of_a_large_file_may_not_break_a_hard_rule(import_large, monkeypatch):
    hard = [replace(rule, severity="hard") for rule in judging.rules()]
    monkeypatch.setattr(judging, "rules", lambda: hard)

    with pytest.raises(CommandError, match="allows no exception"):
        import_large("NI 16,E23000002,2008-04,600000,500000\n")

    assert not DataReturn.objects.exists()


def test_import_of_a_large_file_says_which_areas_it_calls_by_name(import_large, capsys):
    data_return = import_large("NI 16,Metropolitan Police,2008/09,100,1000\n")

    (named,) = data_return.named_areas
    assert (named["text"], named["rows"], named["row_count"]) == ("Metropolitan Police", [2], 1)
    assert "“Metropolitan Police” was read as" in capsys.readouterr().out


def test_a_large_file_that_was_withdrawn_may_be_imported_again(import_large, provider, at):
    rows = "NI 16,E23000002,2008/09,100,1000\n"
    first = import_large(rows)
    actions.withdraw(
        return_id=first.pk, version=first.version, reason="Counted twice", by=provider, at=at
    )

    second = import_large(rows)

    assert second.pk != first.pk
    assert Observation.objects.current().get().data_return == second


@pytest.mark.usefixtures("at_large")
def test_a_workbook_goes_the_way_of_every_return(tmp_path, capsys):
    path = tmp_path / "return.xlsx"
    rows = [["indicator", "area_code", "period", "numerator"], ["NI 16", "E23000001", "2008/09", 9]]
    path.write_bytes(workbook(*rows))

    call_command("import_return", path, organisation="home-office")

    assert "1 rows, 1 new" in capsys.readouterr().out
