"""The operator's doors: import_return and recompute."""

import pytest
from django.core.management import CommandError, call_command

from indicators.models import DataReturn, Figure, Observation

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
