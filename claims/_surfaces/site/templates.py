"""The template that a page asks for, which only its author knows whether there is."""

from jinja2 import TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from claims._pages import rendering
from claims._surfaces.site.site import Site

EXPECTED = "expected a template that the theme or `overrides/` has, measured"


def has_template(site: Site, page: Page, config: MkDocsConfig) -> bool:
    """Whether a page's template can be had; if not, it says so in the one that others have."""
    if "template" not in page.meta:
        return True
    uri = page.file.src_uri
    try:
        config.theme.get_env().get_template(page.meta["template"])
    except TemplateNotFound as error:
        site.unread[uri] = f"{uri}: {EXPECTED} {error.name!r}"
    except Exception as error:  # a template under edit can hold anything
        site.unread[uri] = rendering.problem(uri, error)
    else:
        return True
    del page.meta["template"]
    return False
