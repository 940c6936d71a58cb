"""How forms behave: what they say of an error, where they send the reader, what they leave out."""

import datetime

import pytest
from django import forms

from laa_portal.foundation import forms as ui

from .markup import read, render, tags

INDICATORS = [("", "Choose one"), ("NI15", "NI 15 Serious violent crime"), ("NI16", "NI 16")]
LEVELS = [("high", "High"), ("low", "Low")]


class PriorityForm(ui.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name of the priority", max_length=50, help_text="In your words.")
    indicator = forms.ChoiceField(label="Indicator", choices=INDICATORS, widget=ui.Autocomplete)
    evidence = forms.CharField(
        label="Evidence", max_length=20, widget=ui.CharacterCount(max_length=20)
    )
    level = forms.ChoiceField(
        label="How important is it?", choices=LEVELS, widget=ui.Radios(hints={"high": "A target"})
    )
    partners = forms.MultipleChoiceField(label="Partners", choices=LEVELS, widget=ui.Checkboxes)
    assessed = ui.DateField(label="Date of the assessment", called="The date of the assessment")
    baseline = forms.DecimalField(
        label="Baseline", widget=ui.NumberInput(suffix="per 1,000 people"), min_value=0
    )
    file = forms.FileField(label="Assessment")
    agreed = forms.BooleanField(label="The partnership has agreed this")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def page_of(form):
    return render("{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}", form=form)


def ids(html):
    return [
        dict(entry[1])["id"]
        for entry in read(html)
        if isinstance(entry, tuple) and "id" in dict(entry[1])
    ]


def summary_of(form):
    return [(entry["href"], entry["text"]) for entry in form.error_list()]


def test_form_says_what_to_do_in_the_order_of_the_page():
    form = PriorityForm({})

    assert summary_of(form) == [
        ("#id_name", "Enter the name of the priority"),
        ("#id_indicator", "Select the indicator"),
        ("#id_evidence", "Enter the evidence"),
        ("#id_level", "Answer “How important is it?”"),
        ("#id_partners", "Select the partners"),
        ("#id_assessed-day", "Enter the date of the assessment"),
        ("#id_baseline", "Enter the baseline"),
        ("#id_file", "Select the assessment"),
        ("#id_agreed", "Tick “The partnership has agreed this” to go on"),
    ]


def test_form_says_what_the_limit_is():
    form = PriorityForm({"name": "x" * 51, "evidence": "y" * 21, "baseline": "-1"})

    said = dict(summary_of(form))
    assert said["#id_name"] == "Name of the priority must be 50 characters or fewer"
    assert said["#id_evidence"] == "Evidence must be 20 characters or fewer"
    assert said["#id_baseline"] == "Baseline must be 0 or more"


@pytest.mark.parametrize(
    "label, message",
    [
        ("Change, %", "Change, % must be 5 or less"),
        ("How many?", "Your answer must be 5 or less"),
    ],
)
def test_limit_is_told_whatever_the_label(label, message):
    class Limited(ui.Form):
        count = forms.IntegerField(label=label, max_value=5)

    assert Limited({"count": "6"})["count"].message == message


def test_message_that_the_form_gives_is_kept():
    class Careful(ui.Form):
        name = forms.CharField(
            max_length=2, error_messages={"required": "Name it", "max_length": "Shorter"}
        )

    assert Careful({})["name"].message == "Name it"
    assert Careful({"name": "abc"})["name"].message == "Shorter"


def test_every_link_of_the_summary_leads_to_a_control():
    html = page_of(PriorityForm({}))

    targets = {link["href"].removeprefix("#") for link in tags(html, "a")}
    controls = tags(html, "input") + tags(html, "select") + tags(html, "textarea")
    assert len(targets) == 9
    assert targets <= {control.get("id") for control in controls}


def test_no_id_is_used_twice():
    used = ids(page_of(PriorityForm({})))

    assert len(used) == len(set(used))


def test_each_message_stands_beside_its_field_in_the_words_of_the_summary():
    form = PriorityForm({})
    html = page_of(form)

    for entry in form.error_list():
        assert html.count(f">{entry['text']}</a>") == 1
        assert html.count(f"Error:</span> {entry['text']}</p>") == 1


def test_every_description_that_a_control_names_is_on_the_page():
    html = page_of(PriorityForm({}))

    named = [
        id_
        for entry in read(html)
        if isinstance(entry, tuple)
        for id_ in dict(entry[1]).get("aria-describedby", "").split()
    ]
    assert "id_name-hint" in named
    assert "id_evidence-info" in named
    assert "id_level-error" in named
    assert set(named) <= set(ids(html))


@pytest.mark.parametrize("attribute", ["required", "maxlength", "min", "step", "style", "invalid"])
def test_no_control_is_stopped_by_the_browser(attribute):
    html = page_of(PriorityForm({}))

    controls = tags(html, "input") + tags(html, "select") + tags(html, "textarea")
    assert len(controls) > 10
    assert not [control for control in controls if attribute in control]


def test_what_was_typed_is_kept():
    html = page_of(
        PriorityForm(
            {
                "name": '"Night-time" <violence>',
                "level": "low",
                "partners": ["low"],
                "assessed-day": "31",
                "assessed-month": "Sept",
                "assessed-year": "2008",
                "baseline": "7,4",
            }
        )
    )

    values = {control["id"]: control.get("value") for control in tags(html, "input")}
    assert values["id_name"] == '"Night-time" <violence>'
    assert values["id_assessed-month"] == "Sept"
    assert values["id_baseline"] == "7,4"
    checked = [control["id"] for control in tags(html, "input") if "checked" in control]
    assert checked == ["id_level-2", "id_partners-2"]


def test_text_from_outside_is_escaped():
    class Hostile(ui.Form):
        field = forms.CharField(label="<b>label</b>", help_text="<b>hint</b>")

    html = page_of(Hostile({"field": "<b>value</b>"}))

    assert "<b>" not in html
    assert html.count("&lt;b&gt;") == 3


def test_label_can_be_the_heading_of_the_page():
    class Single(ui.Form):
        heading = "file"
        label_size = "l"
        file = forms.FileField(label="Upload your return")

    html = page_of(Single())

    assert [tag["class"] for tag in tags(html, "h1")] == ["govuk-label-wrapper"]
    assert [tag["class"] for tag in tags(html, "label")] == ["govuk-label govuk-label--l"]


def test_field_tag_overrides_the_form():
    html = render("{% field form.level label_size='s' heading=True %}", form=PriorityForm())

    assert tags(html, "legend")[0]["class"] == "govuk-fieldset__legend govuk-fieldset__legend--s"
    assert len(tags(html, "h1")) == 1


def test_as_field_group_draws_the_same_as_the_tag():
    form = PriorityForm({})

    assert form["level"].as_field_group() == render("{% field form.level %}", form=form)


def test_error_of_the_whole_form_leads_where_the_form_says():
    class SignIn(ui.Form):
        whole_form_focus = "name"
        name = forms.CharField(required=False)

        def clean(self):
            raise forms.ValidationError("That name and password do not go together")

    assert summary_of(SignIn({})) == [("#id_name", "That name and password do not go together")]


def test_error_of_a_hidden_field_is_told_without_a_link():
    form = PriorityForm({"version": "seven"})

    assert ("", "Enter a whole number.") in summary_of(form)


def test_summary_of_a_form_without_errors_is_nothing():
    assert render("{% error_summary form %}", form=PriorityForm()) == ""


def test_summary_joins_forms_and_other_errors():
    class Small(ui.Form):
        town = forms.CharField(label="Town")

    other = [{"text": "Row 4: the numerator is not a number", "href": "#row-4"}]
    html = render(
        "{% error_summary a b errors=other title='3 things to fix' %}",
        a=Small({}, prefix="a"),
        b=Small({}, prefix="b"),
        other=other,
    )

    links = [link["href"] for link in tags(html, "a")]
    assert links == ["#id_a-town", "#id_b-town", "#row-4"]
    assert "3 things to fix" in read(html)


def test_admin_and_plain_django_forms_keep_their_own_look():
    class Plain(forms.Form):
        name = forms.CharField()

    assert "govuk" not in str(Plain({}))


def test_choices_in_groups_have_different_ids():
    class Grouped(ui.Form):
        place = forms.ChoiceField(
            choices=[("North", [("a", "A"), ("b", "B")]), ("South", [("c", "C"), ("d", "D")])],
            widget=forms.RadioSelect,
        )

    used = [control["id"] for control in tags(str(Grouped()["place"]), "input")]

    assert used == ["id_place", "id_place-1-2", "id_place-2-1", "id_place-2-2"]


def date_form(day, month, year, **options):
    class Dated(ui.Form):
        on = ui.DateField(called="The date", **options)

    return Dated({"on-day": day, "on-month": month, "on-year": year})


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MAR", " 3 "])
def test_date_is_read_as_people_write_it(month):
    form = date_form("27", month, "2008")

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"on": datetime.date(2008, 3, 27)}


@pytest.mark.parametrize(
    "typed, message, parts",
    [
        (("27", "", "2008"), "The date must include a month", ("month",)),
        (("", "", "2008"), "The date must include a day and month", ("day", "month")),
        (("29", "2", "2007"), "The date must have a day that is in the month", ("day",)),
        (("0", "2", "2007"), "The date must have a day that is in the month", ("day",)),
        (("-1", "2", "2007"), "The date must have a day that is in the month", ("day",)),
        (("1", "13", "2007"), "The date must have a real month", ("month",)),
        (("1", "Smarch", "2007"), "The date must have a real month", ("month",)),
        (("1", "1", "07"), "The date must have a year of 4 digits", ("year",)),
        (("1", "1", "0000"), "The date must have a year of 4 digits", ("year",)),
        (("1", "1", "٢٠٠٨"), "The date must have a year of 4 digits", ("year",)),
        (("1", "1", "20089"), "The date must have a year of 4 digits", ("year",)),
    ],
)
def test_date_says_which_part_is_wrong(typed, message, parts):
    field = date_form(*typed)["on"]

    assert field.message == message
    assert field.wrong_parts == parts
    assert field.focus_id == f"id_on-{parts[0]}"


def test_date_marks_only_the_wrong_part():
    html = str(date_form("1", "13", "2007")["on"])

    wrong = [box["id"] for box in tags(html, "input") if "govuk-input--error" in box["class"]]
    assert wrong == ["id_on-month"]


def test_date_may_be_left_out_where_it_is_optional():
    form = date_form("", "", "", required=False)

    assert form.is_valid()
    assert form.cleaned_data == {"on": None}


def test_date_shows_its_initial_value():
    class Dated(ui.Form):
        on = ui.DateField(initial=datetime.date(2008, 3, 27))

    boxes = tags(str(Dated()["on"]), "input")

    assert [box["value"] for box in boxes] == ["27", "3", "2008"]


def test_date_that_was_not_altered_has_not_changed():
    initial = {"on": datetime.date(2008, 3, 27)}
    data = {"on-day": "27", "on-month": "3", "on-year": "2008"}

    class Dated(ui.Form):
        on = ui.DateField()

    assert not Dated(data, initial=initial).has_changed()
    assert Dated(data | {"on-day": "28"}, initial=initial).has_changed()
