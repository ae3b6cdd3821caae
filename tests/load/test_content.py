from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from publisher.load import Content, render_content
from publisher.load.summary import summarise
from publisher.model import Post, Site

SITE = Site(title="T", url="https://example.com", base_path="/b", generator="jekyll")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
POST = Post(
    path="_posts/a.md",
    slug="a",
    id="https://example.com/b/a/",
    url="https://example.com/b/a/",
    title="題名",
    headline="題名",
    date=MOMENT,
    updated=MOMENT,
    body_line=5,
)


TABLE = (
    "<table> <thead> <tr> <th></th> <th></th> </tr> </thead> <tbody> <tr> <td>a</td> <td><code>b</code></td> </tr> "
    "<tr> <td>c</td> <td>d</td> </tr> </tbody> </table>"
)


def render(body: str, generator: str = "jekyll", path: str = "a.md") -> Content:
    return render_content(replace(POST, path=path), body, replace(SITE, generator=generator))


def flat(body: str, generator: str = "jekyll") -> str:
    return re.sub(r"\s+", " ", render(body, generator).html).strip()


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**「重要」**です", "<p><strong>「重要」</strong>です</p>"),
        ("~~x~~", "<p><del>x</del></p>"),
        ("A line\n{: .note #x}", "<p>A line</p>"),
        ('[a](/x){:target="_blank"} `code`{:.ruby}', '<p><a href="https://example.com/x">a</a> <code>code</code></p>'),
        ("`{: .kept}`", "<p><code>{: .kept}</code></p>"),
        ("* TOC\n{:toc}\n\ntext", "<p>text</p>"),
        ("## Head {#id}", "<h2>Head</h2>"),
        ("a{::comment}b{:/comment}c", "<p>ac</p>"),
        ("HTML\n\n*[HTML]: HyperText", "<p>HTML</p>"),
        ('<div markdown="1">\n*x*\n</div>', "<div> <p><em>x</em></p> </div>"),
        ("term\n: meaning", "<dl> <dt>term</dt> <dd>meaning</dd> </dl>"),
        ("```js:app.js\nx\n```", '<pre><code class="language-js">x </code></pre>'),
        ("~~~ ruby\n{: x}\n~~~", '<pre><code class="language-ruby">{: x} </code></pre>'),
        ("| a | `b` |\n| c | d |", TABLE),
        ("|---+---|\n| a | `b` |\n| c | d |", TABLE),
        ("```\n| a |\n```", "<pre><code>| a | </code></pre>"),
        ("- [x] done", '<ul> <li><input type="checkbox" checked="" disabled=""> done</li> </ul>'),
        ("![図](fig.png)", '<p><img src="https://example.com/b/a/fig.png" alt="図"></p>'),
    ],
)
def test_markdown_and_kramdown(body: str, html: str) -> None:
    assert flat(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "<p>{{ x }} {% y %}</p>"),
        ("a{% comment %}b{{ c }}{% endcomment %}d", "<p>ad</p>"),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", '<pre><code class="language-ruby"> puts 1 </code></pre>'),
        ("{{ page.title }} {{ site.title }}", "<p>題名 T</p>"),
        ("[x]({{ site.baseurl }}/y)", '<p><a href="https://example.com/b/y">x</a></p>'),
        ("[x]({{ '/y' | relative_url }})", '<p><a href="https://example.com/b/y">x</a></p>'),
        ("{{ \"{{\" }} {{ '{%' }}x", "<p>{{ {%x</p>"),
        ("{% raw %}{{ open {% endraw %} a }}", "<p>{{ open  a }}</p>"),
    ],
)
def test_liquid_with_a_plain_meaning_is_resolved(body: str, html: str) -> None:
    content = render(body)
    assert re.sub(r"\s+", " ", content.html).strip() == re.sub(r"\s+", " ", html)
    assert not content.problems


def test_other_liquid_is_left_out_and_reported_once_per_kind() -> None:
    content = render("one\n{% include a.html %}\n{% include b.html %}\n\n{{ site.time }} [a]({% post_url none %})")
    assert "{%" not in content.html
    assert "{{" not in content.html
    assert [(problem.message, problem.line, problem.level) for problem in content.problems] == [
        ("{% include %} left out of the feed, 2 times", 6, "warning"),
        ("{{ site.time }} left out of the feed", 9, "warning"),
        ("{% post_url %} left out of the feed", 9, "warning"),
    ]


def test_liquid_is_text_elsewhere() -> None:
    assert flat("{{ x }} {% y %}", "plain") == "<p>{{ x }} {% y %}</p>"


def test_hugo_shortcodes() -> None:
    body = (
        '{{< figure src="/a.png" alt="A" >}}\n\n{{< youtube abc123 >}}\n\n'
        "{{% note %}}kept{{% /note %}}\n\n{{</* shown */>}}"
    )
    content = render(body, "hugo")
    assert '<img src="https://example.com/a.png" alt="A">' in content.html
    assert 'href="https://www.youtube.com/watch?v=abc123"' in content.html
    assert "kept" in content.html
    assert "{{&lt; shown &gt;}}" in content.html
    assert [problem.message for problem in content.problems] == ["{{< note >}} left out of the feed"]


def test_zenn_marks() -> None:
    body = (
        ":::message\n*注意*\n:::\n\n:::details 題\nなか\n:::\n\n"
        "@[card](https://x.test/)\n\n![a](/i.png =250x)\n\n```\n:::message\n```"
    )
    html = flat(body, "zenn")
    assert "<aside> <p><em>注意</em></p> </aside>" in html
    assert "<details><summary>題</summary> <p>なか</p> </details>" in html
    assert '<a href="https://x.test/">https://x.test/</a>' in html
    assert '<img src="https://example.com/i.png" alt="a">' in html
    assert "<pre><code>:::message </code></pre>" in html


def test_zenns_own_pictures_are_left_out() -> None:
    content = render("a\n\n![図の説明](/images/a/b.png =300x)\n\n![外](https://x.test/c.png)\n", "zenn")
    assert "図の説明" in content.html
    assert content.html.count("<img") == 1
    assert [(problem.code, problem.line) for problem in content.problems] == [("construct-left-out", 7)]


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](//evil.test/)",
        '<img src=x onerror="alert(1)">',
        '<a href="java&#10;script:alert(1)">x</a>',
        '<div style="position:fixed">x</div>',
        "<svg><script>alert(1)</script></svg>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<form action="/x"><input name="a"></form>',
        '<base href="https://evil.test/">',
    ],
)
def test_html_is_sanitised(body: str) -> None:
    html = render(body).html
    assert not re.search(r"alert|evil|onerror|style=|<form|javascript|<base", html)


def test_frames_become_links() -> None:
    html = render('<iframe width="1" src="https://video.test/v"></iframe>').html
    assert '<a href="https://video.test/v">https://video.test/v</a>' in html
    assert "<iframe" not in html


def test_other_formats_are_shown_as_text() -> None:
    content = render("h1. <x>", path="a.textile")
    assert content.html == "<pre>h1. &lt;x&gt;</pre>"
    assert [problem.code for problem in content.problems] == ["content-format"]


def test_html_posts_are_not_markdown() -> None:
    assert render("<p>*x*</p>", path="a.html").html == "<p>*x*</p>"


HOSTILE = """
<div> > [ ![ *a_**b_ `a`` {% {{ {%_raw_%} {{<_x_>}} {{<_x_ {: a{:x {::comment} ![]( [a]( -_ <!-- <b> <iframe_src=http://
*_a|{:toc| a|:_b|| [a]:_b| [a][b]|| ```| ~~~x| :::message| @[a](b)| {%_post_url_ <div_markdown="1">| #_ a|=| あ| 。 "
""".split()


@pytest.mark.parametrize("generator", ["jekyll", "hugo", "zenn"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_cost_little(piece: str, generator: str) -> None:
    piece = piece.replace("_", " ").replace("|", "\n")
    body = (piece * 100_000)[:100_000]
    start = time.process_time()
    content = render(body, generator)
    summarise(body)
    assert time.process_time() - start < 3
    assert len(content.html) < 3_000_000
    assert len(content.problems) <= 10


def test_elements_that_end_by_themselves_are_not_deep() -> None:
    assert not render("<ul>" + "<li>a<p>b" * 1000 + "</ul>", path="a.html").problems


def test_too_deep_is_text_with_a_warning() -> None:
    content = render("<div>" * 300 + "deep")
    assert content.html.startswith("<pre>&lt;div&gt;")
    assert [problem.code for problem in content.problems] == ["content-depth"]
    assert [problem.code for problem in render("x" * 600_000).problems] == ["content-long"]
