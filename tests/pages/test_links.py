"""The built site has no dead link, no dead anchor, and asks no other host for anything."""

import pytest

from claims._pages.links import problems


def site(tmp_path, body, **files):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text('<h1 id="here">Other</h1>')
    (tmp_path / "sheet.css").write_text(files.get("css", "a { color: red }"))
    (tmp_path / "index.html").write_text(f"<html><body>{body}</body></html>")
    return tmp_path


@pytest.mark.parametrize(
    "body",
    [
        '<a href="other/">o</a> <a href="other/#here">o</a> <a href="#me" id="me">me</a>',
        '<a href="https://example.org/">a click, no request</a> <a href="mailto:a@b.c">m</a>',
        '<link rel="canonical" href="https://example.org/"><a href="#top">up</a>',
        '<img src="data:image/png;base64,AAAA"><link rel="stylesheet" href="sheet.css">',
        '<a href="/other/">from the root</a> <a href="?q=1">itself</a>',
    ],
)
def test_what_leads_somewhere_is_left_alone(tmp_path, body):
    assert problems(site(tmp_path, body)) == []


@pytest.mark.parametrize(
    "body, found",
    [
        ('<a href="missing/">m</a>', "index.html: dead link missing/"),
        ('<img src="missing.png">', "index.html: dead link missing.png"),
        ('<a href="other/#gone">g</a>', "index.html: dead anchor other/#gone"),
        ('<a href="#gone">g</a>', "index.html: dead anchor #gone"),
        ('<a href="other.ipynb">o</a>', "index.html: dead link other.ipynb"),
        ('<script src="https://cdn.example/x.js"></script>', "another host"),
        ('<script src="//cdn.example/x.js"></script>', "another host"),
        ('<link rel="stylesheet" href="https://fonts.example/f.css">', "another host"),
        ('<link rel="preconnect" href="https://fonts.example">', "another host"),
        ('<img srcset="https://a.example/1.png 1x, other/ 2x">', "another host"),
        ('<iframe src="https://a.example"></iframe>', "another host"),
        ('<p style="background: url(https://a.example/b.png)">', "another host"),
        ('<style>@import "https://a.example/b.css";</style>', "another host"),
    ],
)
def test_what_must_be_refused_is_found(tmp_path, body, found):
    (problem,) = problems(site(tmp_path, body))
    assert found in problem


def test_a_sheet_that_asks_another_host_is_found(tmp_path):
    css = "@font-face { src: url('https://fonts.example/f.woff2') }"
    (problem,) = problems(site(tmp_path, "", css=css))
    assert problem.startswith("sheet.css")
