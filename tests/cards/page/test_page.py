"""What the page of a card says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from PIL import Image

from publisher.cards import Job, page_of
from publisher.errors import TemplateError
from tests.cards.samples import HERO, hero, job


def page(body: str, css: str = "", *, root: Path | None = None) -> str:
    document = f"<!doctype html><html><style>body {{ font-size: 20px }} {css}</style><body>{body}</body></html>"
    return page_of(Job(key="a", document=document, width=400, height=300, path="t.html", lang="ja", root=root))[0]


def lines(text: str) -> list[str]:
    return [line.text_content() for line in lxml_html.document_fromstring(text).iter("card-line")]


def test_lines_stand_as_they_were_broken_and_the_size_as_it_was_fitted() -> None:
    text = page(
        "<h1 class=a id=b>潮の満ち引きで冷やすデータセンター、離島で稼働</h1>",
        "body { height: 300px } h1 { --fit-min: 14px; --fit-max: 60px; text-fit: shrink; width: 340px; line-clamp: 2; "
        "line-height: 1.5 }",
    )
    assert lines(text) == ["潮の満ち引きで", "冷やすデータセンター、離島で稼働"]
    size = re.search(r'<h1 class="a" id="b" style="[^"]*font-size: (\d+)px; line-height: ([\d.]+)px', text)
    assert size is not None
    assert 14 < int(size[1]) < 30
    assert float(size[2]) == int(size[1]) * 1.5


def test_variables_are_resolved_and_unknown_to_the_page() -> None:
    text = page(
        "<div class=x>a</div>",
        ":root { --ink: #123456 } .x { color: var(--ink); margin: calc_less }".replace(" margin: calc_less", ""),
    )
    assert "color: #123456" in text
    assert "--ink" not in text


def test_what_the_typesetter_left_between_letters_is_written_out() -> None:
    text = page("<p>「潮」、2026年</p>")
    gaps = re.findall(r"margin-inline-start: (-?[\d.]+)em", text)
    assert gaps == ["-0.5", "-0.5", "0.125"]  # 「 at the line's start; 」、 close up; 2026 and 年 keep apart
    assert lines(text) == ["「潮」、2026年"]


def test_a_box_around_words_is_an_element_on_each_of_its_lines_with_the_ends_that_are_its_own() -> None:
    text = page(
        "<p>天<b>地人山川</b>空</p>",
        "p { width: 70px; word-break: normal } "
        "b { background: #f00; padding: 0 5px; border: 1px solid #00f; border-radius: 6px; font-weight: 400 }",
    )
    first, second = re.findall(r'<card-box style="([^"]*)">', text)
    assert first == (
        "background-color: #ff0000; padding: 0 0 0 5px; border-top: 1px solid #0000ff; "
        "border-bottom: 1px solid #0000ff; border-left: 1px solid #0000ff; border-radius: 6px 0 0 6px"
    )
    assert "padding: 0 5px 0 0" in second
    assert "border-radius: 0 6px 6px 0" in second
    assert lines(text) == ["天地人", "山川空"]


def test_a_justified_line_says_what_it_opens_by() -> None:
    text = page("<p lang=en>a b c d e f</p>", "p { width: 50px; text-align: justify }")
    assert len(re.findall(r"<card-line style=\"word-spacing: [\d.]+em\">", text)) == len(lines(text)) - 1 > 0
    assert "card-gap" not in re.sub(r"card-gap \{.*", "", text)


def test_what_hangs_takes_no_room() -> None:
    css = "p { width: 80px; hanging-punctuation: allow-end; word-break: normal; text-wrap: wrap }"
    text = page("<p>天地人山、川空</p>", css)
    assert lines(text) == ["天地人山、", "川空"]
    assert '天地人山、<card-gap style="margin-inline-start: -1em"></card-gap></card-line>' in text


def test_letters_that_lean_are_italic_and_kanji_are_not() -> None:
    text = page("<p><i>天AI</i></p>", "i { font-style: italic }")
    assert re.search(r'天<card-gap[^>]*></card-gap><span style="font-style: italic">AI</span>', text)


def test_ruby_says_on_which_side_it_stands() -> None:
    markup = "<p><ruby>港<rt>みなと</rt></ruby></p>"
    assert '<ruby style="ruby-position: under">' in page(markup, "p { ruby-position: under }")
    assert "ruby-position" not in page(markup)


def test_a_line_under_words_goes_on_under_the_gaps_between_them() -> None:
    text = page("<p><u>天AI</u></p>")
    assert re.search(
        r'text-decoration: [^>]*>天<card-gap style="letter-spacing: -0.875em">\u3000</card-gap>AI</span>', text
    )


def test_an_ellipsis_stands_where_lines_are_left_out_and_their_room_is_kept() -> None:
    cut = page("<p>" + "港に灯りがともるころ、" * 20 + "</p>", "p { width: 200px; line-clamp: 2; line-height: 30px }")
    assert len(lines(cut)) == 2
    assert lines(cut)[-1].endswith("…")
    hidden = page("<p>" + "港に灯りがともるころ、" * 3 + "</p>", "p { width: 200px; line-height: 30px; height: 40px }")
    assert len(lines(hidden)) == 1
    assert 'card-rest style="block-size: 150px' in hidden


def test_words_are_escaped_and_what_no_font_has_is_the_printers_mark() -> None:
    text = page("<p>a &lt;b&gt; &amp; &quot;c&quot; \ue000</p>", 'p { font-family: \'x"y\', "Noto Sans JP" }')
    assert lines(text) == ['a <b> & "c" 〓']


def test_a_picture_is_linked_where_it_lies_and_a_scrim_as_strong_as_it_is_drawn(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "#fff").save(tmp_path / "snow & ice.png")
    text = page(
        '<img src="snow%20&amp;%20ice.png" alt="&quot;"><div class=scrim></div><p>a</p>',
        "body { position: relative; width: 400px; height: 300px } img, .scrim { position: absolute; inset: 0 } "
        ".scrim { background: #000; opacity: .1; --contrast: 4.5 } p { position: absolute; top: 5px; color: #fff }",
        root=tmp_path,
    )
    (image,) = lxml_html.document_fromstring(text).iter("img")
    assert image.get("src") == (tmp_path / "snow & ice.png").as_uri()
    assert image.get("alt") == '"'
    scrim = re.search(r'class="scrim" style="[^"]*opacity: ([\d.]+)', text)
    assert scrim is not None
    assert 0.5 < float(scrim[1]) < 0.6  # white on grey 118 has a contrast of 4.5


def test_a_picture_that_cannot_be_shown_is_refused_as_on_the_card(tmp_path: Path) -> None:
    hero().save(tmp_path / HERO)
    (tmp_path / HERO).write_bytes((tmp_path / HERO).read_bytes()[:4000])
    text, refused = page_of(replace(job("news", "photo"), root=tmp_path))
    assert refused[0] == "picture-damaged"
    assert "<img" not in text


def test_boxes_that_are_painted_in_another_order_say_so() -> None:
    text = page(
        "<div class=p><i class=a></i><b class=b></b></div>",
        ".p { position: relative; display: flex } .a { z-index: 1; width: 5px; height: 5px } .b { width: 9px }",
    )
    assert 'class="p" style="display: flex; isolation: isolate"' in text
    assert re.search(r'class="a" style="[^"]*z-index: 1"', text)
    assert re.search(r'class="b" style="[^"]*z-index: 0"', text)
    assert "z-index" not in page("<div><p>a</p><p>b</p></div>")


@pytest.mark.parametrize(
    ("css", "written"),
    [
        (
            "background: linear-gradient(to top right, red, #00f8 30%)",
            "linear-gradient(to top right, #ff0000, rgb(0 0 255 / 0.5333) 30%)",
        ),
        (
            "background: radial-gradient(circle 40px at 10px 20%, red, blue)",
            "radial-gradient(circle 40px at left 10px top 20%, #ff0000, #0000ff)",
        ),
        ("border: 2px solid #123; border-radius: 4px 50%", "border-radius: 4px 50%"),
        ("box-shadow: 1px 2px 3px #0008; filter: blur(2px) brightness(.5)", "filter: blur(2px) brightness(0.5)"),
        ("padding: 1px 2px 3px; margin: 0 auto; width: 50%", "margin: 0 auto; padding: 1px 2px 3px 2px"),
    ],
)
def test_values_are_written_as_css(css: str, written: str) -> None:
    assert written in page(f'<div style="{css}"></div>')


def test_a_fault_of_the_template_is_told_as_it_is_for_a_card() -> None:
    with pytest.raises(TemplateError, match=r"t\.html:1: "):
        page("<svg></svg>")


def test_a_page_is_the_same_each_time(tmp_path: Path) -> None:
    hero().save(tmp_path / HERO)
    work = replace(job("long", "photo"), root=tmp_path)
    assert page_of(work) == page_of(work)
