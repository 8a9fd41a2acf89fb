"""The family of errors that a person may meet: what happened, why, and what to do.

    DomainError
      +-- one family per area, in the area's own `errors.py`

Texts are English message ids with named parameters. They are translated where they are shown (the
web in the reader's language, the command line in English), so that rules need no translation
machinery. Mark each with `gettext_noop`, which the extraction of messages looks for.
"""

from collections.abc import Callable, Container, Mapping
from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Mark `message` for translation and return it unchanged."""
    return message


def filled(
    message: str,
    params: Mapping[str, object],
    words: Container[str],
    translate: Callable[[str], str] = str,
) -> str:
    """`message` translated, its places filled from `params`; those in `words` are translated, too.

    "" for a message that is "".
    """
    if not message:
        return ""
    said = {
        name: translate(value) if name in words and isinstance(value, str) and value else value
        for name, value in params.items()
    }
    return translate(message) % said


class DomainError(Exception):
    """Something that the program refuses, told so that a person can act on it.

    `code` is stable and machine-readable; `what`, `why` and `do` are message ids whose `%(name)s`
    places are filled from the keyword arguments of the constructor. `words` names those arguments
    that are message ids themselves, such as "a picture".
    """

    code: ClassVar[str] = "error"
    what: ClassVar[str] = gettext_noop("Something went wrong.")
    why: ClassVar[str] = ""
    do: ClassVar[str] = ""
    words: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, **params: object) -> None:
        self.params: Mapping[str, object] = params
        super().__init__(self.text())

    def parts(self, translate: Callable[[str], str] = str) -> tuple[str, str, str]:
        """What happened, why, and what to do, each through `translate`; a part may be empty."""
        what, why, do = (
            filled(message, self.params, self.words, translate)
            for message in (self.what, self.why, self.do)
        )
        return what, why, do

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The parts as one line."""
        return " ".join(part for part in self.parts(translate) if part)
