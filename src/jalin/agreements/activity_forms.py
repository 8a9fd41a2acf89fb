"""What people fill in to propose an activity, or to answer with changed terms.

A text that stands in several languages is changed in the language of the page; the others stay.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy
from pydantic import ValidationError

from jalin.agreements.activity_lines import CostLine, Line, OutputLine, changed_here, unfolded
from jalin.core.multilingual import text_here
from jalin.dossiers.activity import ActivityTerms
from jalin.institutions.models import Institution

TAGS = tuple(tag for tag, _ in settings.LANGUAGES)
_ZONES = (
    ("Asia/Jakarta", gettext_lazy("Jakarta")),
    ("Asia/Makassar", gettext_lazy("Makassar")),
    ("Asia/Jayapura", gettext_lazy("Jayapura")),
    ("Asia/Almaty", gettext_lazy("Astana, Almaty")),
    ("Europe/Moscow", gettext_lazy("Moscow")),
    ("UTC", gettext_lazy("Universal time (UTC)")),
)
_MOST_LINES = 20
_SHOWN = 2  # empty lines; the rest can be unfolded


def _date(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=widget, **options)


def _time(**options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(required=False, widget=widget, **options)


def _text(rows: int, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, widget=widget, max_length=20_000, **options)


class ActivityForm(forms.Form):
    """The terms of an activity, without the lines of its budget and outputs."""

    begins = _date(label=gettext_lazy("First day"))
    ends = _date(label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty: one day."))
    starts_at = _time(label=gettext_lazy("Begins at"))
    ends_at = _time(label=gettext_lazy("Ends at"))
    zone = forms.ChoiceField(label=gettext_lazy("Time of"), choices=_ZONES)
    place = forms.CharField(
        label=gettext_lazy("Place"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Leave it empty for what happens online only."),
    )
    online = forms.URLField(
        label=gettext_lazy("Link to join online"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )
    note = _text(
        2,
        label=gettext_lazy("A word to the other side"),
        help_text=gettext_lazy("It stands beside this version."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        parties: Sequence[Institution],
        content: Mapping[str, Any] | None = None,
    ) -> None:
        """`content`: terms that are changed, or a draft; what it lacks is empty."""
        self.parties, self.base = parties, dict(content or {})
        super().__init__(data, initial=_initial(self.base))
        for tag, name in settings.LANGUAGES:
            self.fields[f"title_{tag}"] = _in_language(name, tag)
            self.fields[f"description_{tag}"] = _described(name, tag)
        zone = self.base.get("zone")
        field = self.fields["zone"]
        if zone and isinstance(field, forms.ChoiceField) and zone not in dict(_ZONES):
            field.choices = [*_ZONES, (zone, zone)]
        for party in parties:
            self.fields[f"count_{party.slug}"] = forms.IntegerField(
                label=gettext("People of %(institution)s") % {"institution": party.short_name},
                required=False,
                min_value=0,
                max_value=100_000,
            )
            self.fields[f"names_{party.slug}"] = _text(2, label=gettext("Names, one on a line"))

    @property
    def titles(self) -> list[forms.BoundField]:
        return [self[f"title_{tag}"] for tag in _here_first()]

    @property
    def description(self) -> forms.BoundField:
        return self[f"description_{_here_first()[0]}"]

    @property
    def more_descriptions(self) -> list[forms.BoundField]:
        return [self[f"description_{tag}"] for tag in _here_first()[1:]]

    @property
    def people(self) -> list[tuple[Institution, forms.BoundField, forms.BoundField]]:
        return [
            (party, self[f"count_{party.slug}"], self[f"names_{party.slug}"])
            for party in self.parties
        ]

    def clean_online(self) -> str:
        link: str = self.cleaned_data["online"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(gettext("The link must begin with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(f"title_{tag}") for tag in TAGS):
            self.add_error(f"title_{_here_first()[0]}", gettext("Give it a title."))
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", gettext("The last day is before the first."))
        if ends and not begins:
            self.add_error("begins", gettext("The first day is missing."))
        return given

    def content(self) -> dict[str, Any]:
        """What was filled in, as content of terms, over what was there."""
        given, said = self.cleaned_data, dict(self.base)
        said["title"] = _texts(self.base.get("title", {}), given, "title")
        said["description"] = _texts(self.base.get("description", {}), given, "description")
        said["place"] = changed_here(self.base.get("place", {}), given["place"])
        said["zone"] = given["zone"]
        for name in ("begins", "ends", "starts_at", "ends_at"):
            said[name] = given[name].isoformat() if given.get(name) else None
        said["online"] = given["online"] or None
        said["participants"] = [
            {"institution": party.slug, "count": count, "names": names}
            for party in self.parties
            for count, names in [self._people(party)]
            if count or names
        ]
        return {name: value for name, value in said.items() if value is not None}

    def _people(self, party: Institution) -> tuple[int, list[str]]:
        lines = self.cleaned_data[f"names_{party.slug}"].splitlines()
        names = [line.strip()[:200] for line in lines if line.strip()]
        return max(self.cleaned_data[f"count_{party.slug}"] or 0, len(names)), names


def _here_first() -> list[str]:
    return sorted(TAGS, key=lambda tag: tag != get_language())


def _in_language(name: str, tag: str) -> forms.CharField:
    return forms.CharField(
        label=name,
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"lang": tag}),
    )


def _described(name: str, tag: str) -> forms.CharField:
    if tag == get_language():
        name = gettext("What it is about")
    return forms.CharField(
        label=name,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": tag}),
    )


def _initial(base: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: base[name] for name in ("begins", "ends", "zone", "online") if base.get(name)}
    times = {name: base[name][:5] for name in ("starts_at", "ends_at") if base.get(name)}
    texts = {
        f"{name}_{tag}": text
        for name in ("title", "description")
        for tag, text in base.get(name, {}).items()
    }
    people = {
        f"{name}_{one['institution']}": value
        for one in base.get("participants", ())
        for name, value in (("count", one["count"]), ("names", "\n".join(one.get("names", ()))))
    }
    return {**plain, **times, **texts, **people, "place": text_here(base.get("place", {}))}


def _texts(base: Mapping[str, str], given: Mapping[str, Any], name: str) -> dict[str, str]:
    """The texts in the languages of the form, and those in others that were there."""
    others = {tag: text for tag, text in base.items() if tag not in TAGS}
    return others | {
        tag: given[f"{name}_{tag}"] for tag in TAGS if given.get(f"{name}_{tag}", "").strip()
    }


_Outputs = forms.formset_factory(OutputLine, extra=6, max_num=_MOST_LINES, absolute_max=_MOST_LINES)
_Costs = forms.formset_factory(CostLine, extra=6, max_num=_MOST_LINES, absolute_max=_MOST_LINES)


class ActivityForms:
    """The form and its lines as one: read, checked and made into content together."""

    def __init__(
        self,
        data: Any = None,
        *,
        parties: Sequence[Institution],
        content: Mapping[str, Any] | None = None,
    ) -> None:
        base = dict(content or {})
        self.base = base
        self.form = ActivityForm(data, parties=parties, content=base)
        self.outputs = _Outputs(data, prefix="outputs", initial=_output_lines(base))
        self.costs = _Costs(
            data, prefix="costs", initial=_cost_lines(base), form_kwargs={"parties": parties}
        )

    @property
    def is_bound(self) -> bool:
        return self.form.is_bound

    @property
    def lines(self) -> dict[str, tuple[list[forms.Form], list[forms.Form]]]:
        """The lines of budget and outputs: those shown at once, and those to unfold."""
        return {"costs": unfolded(self.costs, _SHOWN), "outputs": unfolded(self.outputs, _SHOWN)}

    def is_valid(self) -> bool:
        """Whether all parts are right, and then the whole by the schema of the terms."""
        parts = (self.form, self.outputs, self.costs)
        if not all([part.is_valid() for part in parts]):  # noqa: C419  each says what is wrong
            return False
        return self._follows_the_schema()

    def content(self) -> dict[str, Any]:
        return {
            **self.form.content(),
            "outputs": self._outputs(),
            "budget": self._budget(),
        }

    def _outputs(self) -> list[dict[str, Any]]:
        base = self.base.get("outputs", ())
        return [
            {**_kept(base, line), "what": line.texts(base), "count": line.cleaned_data["count"]}
            for line in self.outputs
            if line.cleaned_data.get("count")
        ]

    def _budget(self) -> list[dict[str, Any]]:
        base = self.base.get("budget", ())
        return [
            {
                "institution": line.cleaned_data["institution"],
                "money": {
                    "amount": f"{line.cleaned_data['amount'].normalize():f}",
                    "currency": line.cleaned_data["currency"],
                },
                "what": line.texts(base),
            }
            for line in self.costs
            if line.cleaned_data.get("amount") is not None
        ]

    def _follows_the_schema(self) -> bool:
        filled = {"agreement": "-", "clause": "-", "area": "events"}
        parties = [party.slug for party in self.form.parties]
        said = {**filled, "parties": parties, **self.content(), "form": "activity/1"}
        said["clause"] = said["clause"] if said["clause"] != "-" else "a"
        try:
            ActivityTerms.model_validate(said)
        except ValidationError as error:
            for one in error.errors():
                field = str(one["loc"][0]) if one["loc"] else ""
                known = field if field in self.form.fields else None
                self.form.add_error(known, gettext("This cannot be taken as it stands."))
            return False
        return True


def _kept(base: Sequence[Mapping[str, Any]], line: Line) -> dict[str, Any]:
    """What a line has that the form does not ask for."""
    row = line.cleaned_data.get("row")
    return dict(base[row]) if row is not None and row < len(base) else {}


def _output_lines(base: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"row": row, "what": text_here(one["what"]), "count": one["count"]}
        for row, one in enumerate(base.get("outputs", ()))
    ]


def _cost_lines(base: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "institution": one["institution"],
            "amount": one["money"]["amount"],
            "currency": one["money"]["currency"],
            "what": text_here(one.get("what", {})),
        }
        for row, one in enumerate(base.get("budget", ()))
    ]
