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
        '<a href="other/../sheet.css">down and up</a> <a href="//example.org/x">a click</a>',
        '<img srcset="data:image/png;base64,AAAA 1x, sheet.css 2x" src="sheet.css">',
        '<link rel="license" href="https://example.org/"> <q cite="https://example.org/">q</q>',
        '<link rel="alternate" type="application/rss+xml" href="https://example.org/rss">',
        '<meta name="og:url" content="https://example.org/">',
        '<meta http-equiv="refresh" content="0; url=other/">',
        """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
        <rect fill="url(#me)"/><a xlink:href="https://example.org/">a click</a></svg>""",
        """<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">""",
        """<p style="background: url('data:image/svg+xml,<svg xmlns=&quot;http://a.b/&quot;>')">""",
        '<p title="this // that, and 1//2">words that mention https://example.org/</p>',
        '<script>fetch("/other/"); /* see https://example.org/ */</script>',
        '<script>var home = "https://example.org/";</script>',
        '<script type="application/json">{"src": "https://example.org/"}</script>',
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
        ('<a href="../../mkdocs.yml">up</a>', "leads out of the site: ../../mkdocs.yml"),
        ('<a href="%2e%2e/mkdocs.yml">up</a>', "leads out of the site"),
        ('<a href="/../mkdocs.yml">up</a>', "leads out of the site"),
        (r'<a href="..\mkdocs.yml">up</a>', "leads out of the site"),
        ('<a href="file:///etc/hosts">f</a>', "unknown kind: file:"),
        ('<a href="JavaScript:alert(1)">j</a>', "unknown kind: JavaScript:"),
        ('<a href=" java&#10;script:alert(1)">j</a>', "unknown kind: javascript:"),
        ('<a href="claim:a/b">c</a>', "unknown kind: claim:"),
        ('<a href="Claim:a/b">c</a>', "unknown kind: Claim:"),
        ('<img src="claim:a/b">', "unknown kind: claim:"),
        ('<a href="data:text/html,x">d</a>', "unknown kind: data:"),
        ('<iframe src="data:text/html,x"></iframe>', "unknown kind: data:"),
    ],
)
def test_what_must_be_refused_is_found(tmp_path, body, found):
    (problem,) = problems(site(tmp_path, body))
    assert found in problem


@pytest.mark.parametrize(
    "body",
    [
        '<base href="https://a.example/">',
        '<meta http-equiv="Refresh" content="0; url=https://a.example/">',
        '<link rel="alternate stylesheet" href="https://a.example/b.css">',
        '<link rel="next prefetch" href="https://a.example/">',
        '<link rel="preload" imagesrcset="https://a.example/1.png 1x">',
        '<link href="https://a.example/">',
        '<iframe srcdoc="&lt;img src=//a.example/b.png>"></iframe>',
        '<frame src="https://a.example/">',
        '<table background="//a.example/b.png"></table>',
        '<a href="other/" ping="https://a.example/">p</a>',
        '<area href="https://a.example/">',
        '<img src="sheet.css" srcset="other/ 1x,\n//a.example/2.png 2x">',
        r'<img src="/\a.example/b.png">',
        '<img src="ht&#10;tps://a.example/b.png">',
        '<video poster="https:a.example/b.png"></video>',
        '<form action="https://a.example/"></form>',
        '<svg><image xlink:href="https://a.example/b.png"/></svg>',
        '<svg><image href="//a.example/b.png"/></svg>',
        '<svg><filter><feImage href="https://a.example/b.png"/></filter></svg>',
        '<svg><rect fill="url(https://a.example/b.svg#c)"/></svg>',
        r'<svg><rect fill="url(\68ttps\3a\2f\2f a.example)"/></svg>',
        '<svg><style>@import "https://a.example/b.css";</style></svg>',
        '<p onclick="fetch(`https://a.example/`)">p</p>',
        '<script>fetch("https://a.example/")</script>',
        '<script type="module">import a from "//a.example/b.js"</script>',
        '<script type="importmap">{"imports": {"a": "https://a.example/b.js"}}</script>',
        "<script>r = new XMLHttpRequest; r.open('GET', 'https://a.example/')</script>",
        '<script>new WebSocket("wss://a.example/")</script>',
        '<script>importScripts("https://a.example/b.js")</script>',
        '<script>s.src = "//a.example/b.js"</script>',
    ],
)
def test_what_asks_another_host_without_a_click_is_found(tmp_path, body):
    (problem,) = problems(site(tmp_path, body))
    assert "would ask another host for" in problem


SHEETS = [
    "@font-face { src: url('https://fonts.example/f.woff2') }",
    "a { background: URL( //a.example/b.png ) }",
    '@import/**/"https://a.example/b.css";',
    "@IMPORT url(https://a.example/b.css);",
    'a { background: image-set("https://a.example/b.png" 1x) }',
    r"a { background: \75rl(https://a.example/b.png) }",
    r"a { background: \000055 \52\4c(https://a.example/b.png) }",
    r"a { background: url(https\:\2f/a.example/b.png) }",
    """a { content: "/*" } b { background: url(https://a.example/b.png) } c { content: "*/" }""",
    """@import "data:text/css,a{background:url('//a.example')}";""",
]


@pytest.mark.parametrize("css", SHEETS)
def test_a_sheet_that_asks_another_host_is_found(tmp_path, css):
    (problem,) = problems(site(tmp_path, "", css=css))
    assert problem.startswith("sheet.css")


@pytest.mark.parametrize("css", SHEETS)
def test_a_style_in_a_page_is_read_alike(tmp_path, css):
    (problem,) = problems(site(tmp_path, f"<style>{css}</style>"))
    assert problem.startswith("index.html: a style")


@pytest.mark.parametrize(
    "css",
    [
        "/* https://example.org, and url(https://example.org/) */ a { background: url(other/) }",
        """a { background: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }""",
        'a[href^="https://"] { color: red } b { content: "// " }',
    ],
)
def test_a_sheet_that_asks_no_other_host_is_left_alone(tmp_path, css):
    assert problems(site(tmp_path, f"<style>{css}</style>", css=css)) == []


@pytest.mark.parametrize(
    "svg, wrong",
    [
        ('<image xlink:href="https://a.example/b.png"/>', True),
        ('<feImage href="//a.example/b.png"/>', True),
        ('<g><rect fill="url(https://a.example/b#c)"/></g>', True),
        ("<script>fetch('https://a.example/')</script>", True),
        ("<style><![CDATA[a { fill: url(https://a.example/b) }]]></style>", True),
        ('<?xml-stylesheet href="https://a.example/b.css"?>', True),
        ('<!-- https://example.org --><a href="https://example.org/"><text>t</text></a>', False),
    ],
)
def test_a_picture_is_read_like_a_page(tmp_path, svg, wrong):
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    whole = f'<?xml version="1.0"?><svg {names}>{svg}</svg>'
    (tmp_path / "drawing.svg").write_text(whole)
    found = problems(site(tmp_path, ""))
    assert [it.partition(":")[0] for it in found] == ["drawing.svg"] * wrong


def test_a_sites_own_scripts_may_mention_addresses(tmp_path):
    (tmp_path / "theme.js").write_text('/* https://example.org */ n = "http://www.w3.org/2000/svg"')
    assert problems(site(tmp_path, '<script src="theme.js"></script>')) == []
