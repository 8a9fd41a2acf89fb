"""What people fill in to say what came of an activity."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from jalin.agreements.activities import Proof, Result
from jalin.agreements.activity_lines import changed_here, unfolded
from jalin.agreements.terms import Clause
from jalin.core.multilingual import text_here
from jalin.dossiers.activity import ActivityTerms
from jalin.institutions.models import Institution

_MOST_LINES = 20


class OutcomeLine(forms.Form):
    """One outcome: how many of what, for which obligation, by whom, when, and its proof."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    what = forms.CharField(label=gettext_lazy("What came of it"), required=False, max_length=500)
    count = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=0, max_value=10_000_000
    )
    measure = forms.ChoiceField(label=gettext_lazy("Counts for"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Done by"), required=False)
    on = forms.DateField(
        label=gettext_lazy("On"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: the last day of the activity."),
    )
    proof = forms.FileField(label=gettext_lazy("A document that shows it"), required=False)

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Institution],
        clause: Clause | None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        obligations = clause.obligations if clause else ()
        owed = [(str(place), text_here(one.what)) for place, one in enumerate(obligations)]
        self._choose("measure", [("", gettext("nothing that was promised")), *owed])
        sides = [(party.slug, party.short_name) for party in parties]
        self._choose("by", [("", gettext("all together")), *sides])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number = given.get("count")
        if given.get("what") and number is None and "count" not in self.errors:
            self.add_error("count", gettext("Say how many."))
        if not given.get("what") and (number is not None or given.get("proof")):
            self.add_error("what", gettext("Say of what."))
        return given


_Outcomes = forms.formset_factory(
    OutcomeLine, extra=5, max_num=_MOST_LINES, absolute_max=_MOST_LINES
)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("A word to the other side"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OutcomeForms:
    """The lines and the note as one. Without outcomes yet, the expected outputs are the lines."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        terms: ActivityTerms,
        parties: Sequence[Institution],
        clause: Clause | None,
    ) -> None:
        self.base = [one.model_dump(mode="json", exclude_none=True) for one in terms.outcomes]
        self._expected = [one.what for one in terms.outputs] if not self.base else []
        obligations = clause.obligations if clause else ()
        measures = {text: str(i) for i, one in enumerate(obligations) for text in one.what.values()}
        self.lines = _Outcomes(
            data,
            files,
            prefix="outcomes",
            initial=self._initial(measures),
            form_kwargs={"parties": parties, "clause": clause},
        )
        self.note = NoteForm(data)

    def shown(self) -> tuple[list[forms.Form], list[forms.Form]]:
        """The lines that say something and one more; the rest can be unfolded."""
        return unfolded(self.lines, 0 if self.base or self._expected else 1)

    def _initial(self, measures: Mapping[str, str]) -> list[dict[str, Any]]:
        """An expected output counts for the obligation of the same words, if there is one."""
        if not self.base:
            return [
                {"row": row, "what": text_here(what), "measure": _same(what, measures)}
                for row, what in enumerate(self._expected)
            ]
        return [
            {
                "row": row,
                "what": text_here(one["what"]),
                "count": one["count"],
                "measure": str(one.get("clause_measure", "")),
                "by": one.get("by", ""),
                "on": one.get("on"),
                "documents": one.get("documents", []),
            }
            for row, one in enumerate(self.base)
        ]

    def is_valid(self) -> bool:
        lines, note = self.lines.is_valid(), self.note.is_valid()
        if lines and not self.results():
            self.lines.forms[0].add_error(
                "what", gettext("Say at least one thing that came of it.")
            )
            return False
        return lines and note

    def results(self) -> list[Result]:
        """The lines that say something."""
        return [
            self._result(line.cleaned_data)
            for line in self.lines
            if line.cleaned_data.get("what") and line.cleaned_data.get("count") is not None
        ]

    def _result(self, given: Mapping[str, Any]) -> Result:
        row = given.get("row")
        before = self.base[row] if row is not None and row < len(self.base) else {}
        expected = self._expected[row] if row is not None and row < len(self._expected) else {}
        outcome = {
            "what": changed_here(before.get("what") or expected, given["what"]),
            "count": given["count"],
            "clause_measure": int(given["measure"]) if given["measure"] else None,
            "by": given["by"] or None,
            "on": given["on"].isoformat() if given.get("on") else None,
            "documents": before.get("documents", []),
        }
        proof = given.get("proof")
        proofs = (Proof(proof.name, proof.chunks()),) if proof else ()
        said = {name: value for name, value in outcome.items() if value is not None}
        return Result(said, proofs)


def _same(what: Mapping[str, str], measures: Mapping[str, str]) -> str:
    return next((measures[text] for text in what.values() if text in measures), "")
