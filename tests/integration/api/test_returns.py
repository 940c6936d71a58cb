"""A data provider's system sends, tries out, reads and confirms returns, as its people do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators import actions
from indicators.api import returns as api
from indicators.models import DataReturn, Observation, ReturnFile, RowError, StagedRow
from laa_portal.foundation.models import Allowance, Answer, AuditEvent, Job
from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE
from partnerships.models import Organisation, Role, RoleKind, Scope
from tests.factories import workbooks
from tests.factories.keys import make_key, program, with_key
from tests.integration.api.conftest import queries
from tests.integration.api.test_problems import problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

RETURNS = "/api/v1/returns/"
HEADER = b"indicator,area_code,period,numerator,denominator\n"
ROW = HEADER + b"NI 16,E23000001,2008/09,203903,7804732\n"
WRONG = HEADER + b"=NI 16,E23000001,2008/09,1,1\n"


@pytest.fixture
def sender(provider):
    return program(provider, Scope.VALUES_WRITE)


def send(client, content=ROW, key="1", query="", **headers):
    headers |= {"idempotency-key": key}
    return client.post(RETURNS + query, content, content_type="text/csv", headers=headers)


def confirm(client, return_id, key="c", **headers):
    return client.post(
        f"{RETURNS}{return_id}/confirm/", headers={"idempotency-key": key, **headers}
    )


def test_right_return_is_checked_and_told_with_what_it_would_change(sender):
    answer = send(sender)

    told = answer.json()
    assert answer.status_code == 201
    assert (told["status"], told["row_count"], told["error_count"]) == ("checked", 1, 0)
    assert told["changes"] == {"new": 1, "changed": 0, "unchanged": 0, "conflicts": 0}
    assert told["organisation"] == {"code": "home-office", "name": "Home Office"}
    assert answer["Location"] == told["links"]["self"] == f"http://testserver{RETURNS}{told['id']}/"
    assert answer["ETag"] == f'"{told["version"]}"'
    acts = [(act["name"], act["method"], act["allowed"]) for act in told["actions"]]
    assert acts == [
        ("confirm", "POST", True),
        ("publish", "POST", False),
        ("withdraw", "POST", False),
    ]


def test_wrong_return_is_told_in_the_words_of_the_page(sender):
    told = send(sender, WRONG).json()

    (error,) = RowError.objects.all()
    assert told["status"] == "refused"
    assert told["error_count"] == 1
    assert told["errors"] == [
        {
            "row": error.row,
            "column": error.column,
            "field": error.field,
            "value": error.value,
            "code": error.code,
            "message": error.message,
        }
    ]
    assert told["actions"][0]["reason_if_not"] == "This return is refused already."


def test_form_with_a_file_does_as_well(sender):
    file = SimpleUploadedFile("burglary.csv", ROW, content_type="text/csv")

    answer = sender.post(
        RETURNS, {"file": file}, format="multipart", headers={"idempotency-key": "1"}
    )

    assert (answer.status_code, answer.json()["name"]) == (201, "burglary.csv")


def test_body_takes_its_name_from_its_header(sender):
    named = {"content-disposition": 'attachment; filename="../burglary.csv"'}

    assert send(sender, **named).json()["name"] == "burglary.csv"


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("filename*=utf-8''a%00b%0D%0Ac.csv", "a b c.csv"),
        ("filename*=utf-8''%E2%80%AEvsc.csv", "vsc.csv"),
        ("filename*=utf-8''Gr%C3%B6%C3%9Fe%3B%20%22x%22.csv", 'Größe; "x".csv'),
        ('filename=".."', "return.csv"),
        ('filename="/"', "return.csv"),
        ("filename*=bogus''a.csv", "return.csv"),
        (f'filename="{"x" * 300}.csv"', "x" * 196 + ".csv"),
    ],
)
def test_odd_name_is_kept_as_far_as_it_can_be_shown(client, provider, sender, named, kept):
    answer = send(sender, WRONG, **{"content-disposition": f"attachment; {named}"})

    assert (answer.status_code, answer.json()["name"]) == (201, kept)
    assert AuditEvent.objects.get(verb="send").details["name"] == kept
    client.force_login(provider)
    for view in ("return", "file", "error-copy", "errors"):
        page = client.get(reverse(f"indicators:{view}", args=[answer.json()["id"]]))
        assert page.status_code == 200


def test_workbook_of_a_long_name_is_a_workbook_still(sender):
    content = workbooks.workbook(("indicator",), ("NI 16",))
    file = SimpleUploadedFile("x" * 250 + ".xlsx", content, content_type=WORKBOOK_TYPE)

    answer = sender.post(
        RETURNS, {"file": file}, format="multipart", headers={"idempotency-key": "1"}
    )

    assert answer.json()["name"] == "x" * 195 + ".xlsx"
    assert "not_csv" not in {error["code"] for error in answer.json()["errors"]}


def test_same_file_again_is_the_same_return(sender):
    first, second = send(sender, key="1"), send(sender, key="2")

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert DataReturn.objects.count() == 1


def test_large_file_is_kept_and_checked_later(sender, monkeypatch):
    monkeypatch.setattr("indicators.actions.returns.CHECKED_AT_ONCE", 10)

    answer = send(sender)

    assert (answer.status_code, answer.json()["status"]) == (202, "received")
    assert Job.objects.filter(kind="check_return").count() == 1


@pytest.mark.parametrize("content, status, errors", [(ROW, "checked", 0), (WRONG, "refused", 1)])
def test_dry_run_tells_all_and_keeps_nothing(sender, content, status, errors):
    answer = send(sender, content, query="?dry_run=true")

    told = answer.json()
    assert (answer.status_code, told["status"], told["error_count"]) == (200, status, errors)
    assert (told["id"], told["links"], told["actions"]) == (None, {"self": None}, [])
    for model in (DataReturn, ReturnFile, RowError, StagedRow):
        assert not model.objects.exists()
    assert not AuditEvent.objects.filter(verb__in=["send", "check"]).exists()
    assert Allowance.objects.get().used == 1


def test_dry_run_of_what_is_here_tells_of_it(sender):
    sent = send(sender, key="1").json()

    assert send(sender, key="2", query="?dry_run=true").json()["id"] == sent["id"]


def test_dry_run_tells_the_same_as_sending(sender):
    tried, sent = (
        send(sender, WRONG, key="1", query="?dry_run=true").json(),
        send(sender, WRONG, key="2").json(),
    )

    for name in ("errors", "changes", "status", "row_count", "notice", "version"):
        assert tried[name] == sent[name]


@pytest.mark.parametrize(
    "query, parameter, code",
    [
        ("?dry_run=yes", "dry_run", "unknown_value"),
        ("?dry_run=", "dry_run", "empty"),
        ("?dry_run=true&dry_run=true", "dry_run", "too_many"),
        ("?dryrun=true", "dryrun", "unknown_parameter"),
    ],
)
def test_misspelt_parameter_is_refused_and_nothing_sent(sender, query, parameter, code):
    (error,) = problem(send(sender, query=query), 400, "invalid")["errors"]

    assert (error["parameter"], error["code"]) == (parameter, code)
    assert not DataReturn.objects.exists()


def test_dry_run_of_a_large_file_is_refused_with_what_to_do(sender, monkeypatch):
    monkeypatch.setattr(actions.returns, "CHECKED_AT_ONCE", 10)

    document = problem(send(sender, query="?dry_run=true"), 400, "invalid")

    assert "Send it without" in document["detail"]


def test_confirmed_return_counts(sender):
    sent = send(sender)

    answer = confirm(sender, sent.json()["id"], **{"if-match": sent["ETag"]})

    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "published")
    assert told["changes"] == {"new": 1, "changed": 0, "unchanged": 0, "conflicts": 0}
    assert answer["ETag"] == f'"{told["version"]}"' != sent["ETag"]
    assert Observation.objects.count() == 1


def test_confirming_twice_with_one_key_is_confirming_once(sender):
    sent = send(sender)
    answers = [confirm(sender, sent.json()["id"], **{"if-match": sent["ETag"]}) for _ in range(3)]

    assert {answer.content for answer in answers} == {answers[0].content}
    assert [answer.get("Idempotency-Replayed") for answer in answers] == [None, "true", "true"]
    assert AuditEvent.objects.filter(verb="confirm").count() == 1


def test_confirming_without_a_version_is_refused(sender):
    sent = send(sender)

    problem(confirm(sender, sent.json()["id"]), 428, "precondition_required")
    assert not Observation.objects.exists()


@pytest.mark.parametrize("version", ['"1"', '"99"', "2", 'W/"2"', "*", '"2", "3"', "nonsense"])
def test_confirming_another_version_is_refused_with_what_it_is_now(sender, version):
    sent = send(sender).json()

    document = problem(
        confirm(sender, sent["id"], **{"if-match": version}), 412, "precondition_failed"
    )

    assert document["current"] == sent
    assert not Observation.objects.exists()


def test_refused_return_cannot_be_confirmed_and_says_why(sender):
    sent = send(sender, WRONG)

    answer = confirm(sender, sent.json()["id"], **{"if-match": sent["ETag"]})

    assert problem(answer, 403, "forbidden")["detail"] == "This return is refused already."


def test_strangers_return_is_as_one_that_does_not_exist(sender, stranger):
    sent = send(sender)
    other = program(stranger, Scope.VALUES_READ, Scope.VALUES_WRITE)
    headers = {"if-match": sent["ETag"]}

    pairs = [
        (other.get(f"{RETURNS}{sent.json()['id']}/"), other.get(f"{RETURNS}999999/")),
        (confirm(other, sent.json()["id"], **headers), confirm(other, 999999, **headers)),
    ]

    for answers in pairs:
        found, missing = (problem(answer, 404, "not_found") for answer in answers)
        assert found | {"instance": ""} == missing | {"instance": ""}
    assert other.get(RETURNS).json()["data"] == []


def test_analyst_reads_every_return_and_sends_none(sender, analyst):
    sent = send(sender)
    client = program(analyst, Scope.VALUES_READ, Scope.VALUES_WRITE)

    (told,) = client.get(RETURNS).json()["data"]
    assert told["actions"][0]["allowed"] is False
    assert "Only data providers of Home Office" in told["actions"][0]["reason_if_not"]
    problem(send(client), 403, "forbidden")
    problem(confirm(client, sent.json()["id"], **{"if-match": sent["ETag"]}), 403, "forbidden")


def test_key_sends_for_its_own_role_only(provider):
    other = Organisation.objects.create(code="second", kind="other", name="Second")
    role = Role.objects.create(user=provider, kind=RoleKind.DATA_PROVIDER, organisation=other)
    _, token = make_key(role, Scope.VALUES_WRITE)

    told = send(with_key(token)).json()

    assert told["organisation"]["code"] == "second"


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "Select the file of your return"),
        (b"x" * (10 * 1024 * 1024 + 1), "The file is 10.0 MB. Split it"),
    ],
)
def test_file_that_the_page_would_refuse_is_refused_in_its_words(sender, content, words):
    (error,) = problem(send(sender, content), 400, "invalid")["errors"]

    assert error["parameter"] == "file"
    assert words in error["detail"]


def test_form_without_a_file_is_told_so(sender):
    answer = sender.post(RETURNS, {"x": "1"}, format="multipart", headers={"idempotency-key": "1"})

    (error,) = problem(answer, 400, "invalid")["errors"]
    assert (error["parameter"], error["code"]) == ("file", "missing")


def test_body_beyond_all_measure_is_too_large(sender):
    problem(send(sender, b"x" * (12 * 1024 * 1024 + 1)), 413, "too_large")


def test_other_formats_are_not_read(sender):
    answer = sender.post(RETURNS, {}, format="json", headers={"idempotency-key": "1"})

    problem(answer, 415, "unsupported_media_type")


def test_twenty_first_of_a_day_has_to_wait(sender, provider):
    contents = [ROW + b"\n" * number for number in range(21)]
    answers = [send(sender, content, key=str(number)) for number, content in enumerate(contents)]

    assert [answer.status_code for answer in answers[:20]] == [201] * 20
    document = problem(answers[20], 429, "too_many_requests")
    assert "20 returns sent is the most for a day" in document["detail"]
    assert 0 < int(answers[20]["Retry-After"]) <= 24 * 3600
    assert DataReturn.objects.count() == 20
    assert Answer.objects.count() == 20


def test_list_takes_as_many_queries_for_many_as_for_one(sender):
    send(sender)
    one = queries(lambda: sender.get(RETURNS))
    for number in range(1, 6):
        send(sender, ROW + b"\n" * number, key=f"more-{number}")

    many = queries(lambda: sender.get(RETURNS))

    assert len(sender.get(RETURNS).json()["data"]) == 6
    assert len(many) == len([sql for sql in one if "UPDATE" not in sql])


def test_list_is_filtered_by_status(sender):
    send(sender, ROW, key="1")
    send(sender, WRONG, key="2")

    (told,) = sender.get(RETURNS, {"status": "refused"}).json()["data"]

    assert told["status"] == "refused"


def test_workbook_is_the_body_like_a_csv(sender):
    row = ("NI 16", "cumbria", "2008/09", 3195, 500916, "final")
    content = workbooks.workbook(workbooks.HEADER, row)

    answer = sender.post(
        RETURNS, content, content_type=WORKBOOK_TYPE, headers={"idempotency-key": "1"}
    )

    told = answer.json()
    assert answer.status_code == 201, told
    assert (told["status"], told["name"]) == ("checked", "return.xlsx")
    (area,) = told["named_areas"]
    assert (area["text"], area["code"], area["rows"]) == ("cumbria", "E23000002", [2])


REVISED = ROW.replace(b"203903", b"303903")


@pytest.fixture
def revised(sender):
    """A checked return that changes a published figure by half, as the API tells it."""
    first = send(sender, ROW, key="first").json()
    confirm(sender, first["id"], key="c1", **{"if-match": f'"{first["version"]}"'})
    assert Observation.objects.exists()
    return send(sender, REVISED, key="second").json()


def explain(client, told, explanations, key="c"):
    return client.post(
        f"{RETURNS}{told['id']}/confirm/",
        {"explanations": explanations},
        format="json",
        headers={"idempotency-key": key, "if-match": f'"{told["version"]}"'},
    )


def test_return_tells_each_row_before_and_after(sender, revised):
    (row,) = revised["rows"]

    assert (row["row"], row["outcome"], row["held_by"]) == (2, "changed", None)
    assert row["before"]["numerator"] == "203903"
    assert row["after"]["numerator"] == "303903"
    assert row["change_percent"] == pytest.approx(49.04, abs=0.01)
    assert sender.get(f"{RETURNS}{revised['id']}/rows/").json() == {
        "id": revised["id"],
        "rows": [row],
    }


def test_rows_of_a_return_that_counts_are_listed_no_more(sender, revised):
    done = explain(sender, revised, {"NI 16/large_change": "Recounted"}).json()

    assert sender.get(f"{RETURNS}{done['id']}/rows/").json()["rows"] == []


def test_more_rows_than_a_file_may_have_are_not_listed(sender, revised, monkeypatch):
    monkeypatch.setattr(api, "MOST_ROWS", 0)

    document = problem(sender.get(f"{RETURNS}{revised['id']}/rows/"), 409, "no_such_move")
    assert (
        document["detail"] == "It has 1 rows, and up to 0 are listed. Its page has a file of them."
    )


def test_dry_run_tells_the_rows_and_questions_of_sending(sender, revised):
    DataReturn.objects.get(pk=revised["id"]).delete()

    tried = send(sender, REVISED, key="third", query="?dry_run=true").json()

    assert tried["id"] is None
    assert (tried["rows"], tried["questions"]) == (revised["rows"], revised["questions"])


def test_question_is_told_and_its_explanation_taken(sender, revised):
    (question,) = revised["questions"]
    assert question["key"] == "NI 16/large_change"
    assert question["rows"] == ["Row 2: 26.13 becomes 38.94, 49% more"]

    answer = explain(sender, revised, {question["key"]: "Vehicle crime had been left out."})

    assert (answer.status_code, answer.json()["changes"]["changed"]) == (200, 1)


def test_confirming_without_an_explanation_names_what_is_missing(sender, revised):
    document = problem(explain(sender, revised, {}), 400, "invalid")

    assert [error["parameter"] for error in document["errors"]] == [
        "explanations.NI 16/large_change"
    ]
    assert Observation.objects.get().numerator == 203903


@pytest.mark.parametrize(
    "explanations", ["text", ["a"], {"NI 16/large_change": 1}, {"NI 16/large_change": "x" * 501}]
)
def test_explanations_that_cannot_be_read_are_refused(sender, revised, explanations):
    problem(explain(sender, revised, explanations), 400, "invalid")
