"""Where a site is published, as far as its settings say: what to cite, and where to report."""

from dataclasses import dataclass
from urllib.parse import urlencode

from claims._views.html import Html, tag

# What a browser's script fills in where no setting says where the site is.
UNKNOWN = "[address of this site]/"


@dataclass(frozen=True)
class Published:
    """The site's name, its address with a slash at the end, its repository's; empty if unset."""

    name: str = "GPT-2 and LLaMA, checked"
    site: str = ""
    repository: str = ""

    def address(self, path: str) -> str:
        """An address to cite, written out as far as it is known."""
        return f"{self.site or UNKNOWN}{path}"

    def shown(self, path: str) -> Html:
        """The same for a page, where a script can put the site's address in place of a gap."""
        if self.site:
            return tag("span", self.site, path)
        return tag("span", tag("span", UNKNOWN, data_site=""), path)

    def report(self, title: str, words: str) -> str | None:
        """Where an error is reported with a text begun; None if no repository is set."""
        if not self.repository:
            return None
        begun = urlencode({"title": title, "body": words})
        return f"{self.repository.rstrip('/')}/issues/new?{begun}"
