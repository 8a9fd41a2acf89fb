"""Every page says in one heading and in its title what it is, and leads back where it came from."""

from collections.abc import Callable
from html.parser import HTMLParser

from django.test import Client

from tests.web.conftest import Site
from tests.web.test_pages import page_addresses

TOP = {"front or desk", "about", "design", "search", "libraries", "comparisons", "imports"}


class _Heads(HTMLParser):
    """The title, the headings of the first level, and whether there is a way up."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {"title": [], "h1": []}
        self.way_up = False
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.texts:
            self._in = tag
            self.texts[tag].append("")
        self.way_up |= dict(attrs).get("class") == "crumb"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.texts[self._in][-1] += data


def test_every_page_says_what_it_is(site: Site, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("administrator")
    titles = {}
    for name, address in page_addresses(site).items():
        answer = client.get(address)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        heads = _Heads()
        heads.feed(answer.text)
        assert (name, len(heads.texts["h1"])) == (name, 1)
        assert (name, heads.way_up or name in TOP) == (name, True)
        (titles[name],) = heads.texts["title"]
    assert {title.rsplit(" ", 1)[-1] for title in titles.values()} == {"Jalin"}
    same = {"bench", "pair"}  # the pair that stands first, and that pair by its address
    assert len(set(titles.values())) == len(titles) - len(same) + 1
