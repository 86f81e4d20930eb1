"""What every page's HTML gets at last."""

import pytest

from claims._pages.finishing import apart, as_files, close_set, linked, scoped

PAGES = {"how_it_works.md": "../how_it_works/", "glance.ipynb": "../glance/"}


@pytest.mark.parametrize(
    "written, becomes",
    [
        ("how_it_works.md", "../how_it_works/"),
        ("glance.ipynb#rows", "../glance/#rows"),
        ("unknown.md", "unknown.md"),  # left for the check of links to tell
        ("https://example.org/how_it_works.md", "https://example.org/how_it_works.md"),
        ("../how_it_works/", "../how_it_works/"),
        ("claims.json", "claims.json"),
    ],
)
def test_a_link_to_a_page_source_leads_to_the_page(written, becomes):
    assert linked(f'<a href="{written}">it</a>', PAGES.get) == f'<a href="{becomes}">it</a>'


@pytest.mark.parametrize(
    "written, becomes",
    [
        ("../glance/", "../glance.html"),
        ("./", "./index.html"),
        ("../../", "../../index.html"),
        ("claims/scale/x/#here", "claims/scale/x.html#here"),
        ("#here", "#here"),
        ("claims.json", "claims.json"),
        ("https://example.org/glance/", "https://example.org/glance/"),
    ],
)
def test_without_a_server_a_link_names_its_file(written, becomes):
    assert as_files(f'<a href="{written}">it</a>') == f'<a href="{becomes}">it</a>'


def test_terms_are_kept_apart_for_a_search():
    said = "<dl><dt>What came out</dt><dd>failed</dd><dt>Try it</dt></dl>"
    assert apart(said) == "<dl><dt>What came out</dt> <dd>failed</dd> <dt>Try it</dt></dl>"


def test_a_heading_of_a_table_says_what_it_heads():
    assert scoped('<th>a</th><th scope="row">b</th><thead>') == (
        '<th scope="col">a</th><th scope="row">b</th><thead>'
    )


def test_the_frame_loses_its_indentation_and_what_is_inside_keeps_its_lines():
    inside = "<article>\n  <pre>\n\n    indented</pre>\n</article>"
    page = f"<nav>\n    <a>\n\n      One\n    </a> two\n</nav>\n  {inside}\n  \n</body>\n"
    assert close_set(page) == f"<nav>\n<a>\nOne\n</a> two\n</nav>\n{inside}\n</body>\n"
    assert close_set("<p>\n  Alone") == "<p>\nAlone"
