"""Chromium as judge: the same document, the same computed values."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pytest

from publisher.cards.style import (
    AUTO,
    NORMAL,
    TABLE,
    Element,
    LinearGradient,
    Percent,
    Position,
    Px,
    RadialGradient,
    Shadow,
    Style,
    Url,
    parse_document,
)
from tests.chromium import needs_chromium, told

pytestmark = needs_chromium

# What a browser starts from, made what the card language starts from. The wrapper is not shown, so that the browser
# tells computed values, not used ones.
BASE = """
* { margin: 0; padding: 0; box-sizing: border-box }
body { font-family: sans-serif; word-break: auto-phrase; overflow-wrap: break-word }
body > div { display: none }
b, strong { font-weight: 700 }
em, i, cite, address { font-style: normal }
"""
NAMES = [
    *("font-size", "font-weight", "font-style", "font-family", "line-height", "letter-spacing", "color", "text-align"),
    *("text-transform", "word-break", "overflow-wrap", "writing-mode", "text-orientation", "opacity", "z-index"),
    *("display", "flex-direction", "flex-wrap", "flex-grow", "flex-shrink", "flex-basis", "align-self", "align-items"),
    *("justify-content", "align-content", "row-gap", "column-gap", "width", "height", "min-height", "max-width"),
    *("padding-top", "padding-left", "margin-right", "margin-bottom", "object-fit", "background-color"),
    *("border-top-width", "border-left-width", "border-top-style", "border-right-color", "border-top-left-radius"),
    *("border-bottom-right-radius", "background-image", "background-size", "background-position", "background-repeat"),
    *("box-shadow", "filter"),
]
PAINTED = {*NAMES[-6:]}
SCRIPT = """
const names = %s, out = [];
for (const e of document.querySelectorAll("body > div *")) {
  const style = getComputedStyle(e);
  out.push(Object.fromEntries(names.map(n => [n, style.getPropertyValue(n)])));
}
const pre = document.createElement("pre");
pre.id = "out";
pre.textContent = JSON.stringify(out);
document.body.append(pre);
"""
DECLARATIONS = [
    "",
    "flex: 1",
    "flex: none; align-self: flex-end",
    "flex: 2 40px; flex-flow: column wrap",
    "display: flex; gap: 10px 5%; align-items: center; justify-content: space-between; align-content: end",
    "font: italic 20px/1.5 'A B', serif; letter-spacing: .06em",
    "font-size: 150%; line-height: 120%; padding: 1em 2em; margin: 1rem auto",
    "font-size: 1.5em; line-height: 1.34; width: 10em; height: 50%; max-width: 20rem; min-height: 3px",
    "font-size: 20px; letter-spacing: normal; font-weight: bolder",
    "font-weight: lighter; text-align: center; text-transform: uppercase",
    "color: hsl(210 50% 40%); border: 2px solid",
    "border: solid #C8371F; border-left: none; border-radius: 4px 50% 2em",
    "border-radius: 1em 20% / 3px 5px 50%",
    "border-top-left-radius: 10% 2em",
    "border-top: 1px solid rgba(0,0,0,.5); border-color: red lime blue",
    "background: #FBF8F1",
    "background: url(http://a/a.png) right 20% / cover no-repeat red",
    "background: url(http://a/a.png) right 20px bottom 10%, url(http://a/b.png); background-size: 1px",
    "background: linear-gradient(180deg, rgba(8,10,18,.10) 0%, rgba(8,10,18,.38) 38%, rgba(8,10,18,.88) 100%)",
    "background-image: radial-gradient(circle at 78% 22%, #ffb46b 0, #e0653c 16%, #132038 82%)",
    "color: red; box-shadow: 0 4px 1em -1px, inset 1px 2px blue",
    "filter: blur(1em) brightness(60%); opacity: 40%; z-index: 3; position: absolute; display: inline",
    "writing-mode: vertical-rl; text-orientation: upright; word-break: keep-all; overflow-wrap: anywhere",
    "--a: 2em; --b: var(--a) 1px; font-size: 10px; padding: var(--b); margin: var(--c, var(--a))",
    "padding: inherit; border: inherit; color: initial; background-color: inherit; width: inherit",
    "font-size: inherit; font-weight: unset; padding: unset; line-height: initial",
    "padding: 1px !important; padding: 9px; margin: 1px 2px 3px",
]
TAGS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "b", "strong", "em", "i", "small", "header", "figure", "span"]
SHEET = """
.outer { font-size: 20px; line-height: 1.2; letter-spacing: .1em; color: #135; padding: 7px; font-weight: 500;
         border: 3px solid; width: 50%; background-color: #eee }
.em { font-size: 1.2em; line-height: 1.5em } .em .em { padding-left: 1em } .em > .em > .em { padding-top: 2rem }
#one.a { color: red } .a.b { color: lime } p.a { color: blue } p { color: gray } .row { display: flex }
"""
BODY = "".join(
    [
        *(f'<div class=outer><div style="{escape(css)}"><span>x</span></div></div>' for css in DECLARATIONS),
        *(f"<div class=outer><{tag}>x<b>y</b></{tag}></div>" for tag in TAGS),
        "<div class=em><div class=em><div class=em><div class=em>x</div></div></div></div>",
        "<div><p class='a b' id=one>x</p><p class='a b'>x</p><p class=a>x</p><div class=row><span>x</span></div></div>",
    ]
)
HTML = f"<!doctype html><html><style>{BASE}{SHEET}</style><body><div>{BODY}</div></body></html>"


def computed_by_chromium(tmp_path: Path) -> list[dict[str, str]]:
    page = tmp_path / "page.html"
    script = SCRIPT % json.dumps(NAMES)
    page.write_text(HTML.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    result: list[dict[str, str]] = told(page)
    return result


def computed_by_us() -> list[Style]:
    def walk(element: Element) -> list[Style]:
        return [element.style, *(s for child in element.children if isinstance(child, Element) for s in walk(child))]

    return walk(parse_document(HTML))[2:]


def color(value: tuple[int, int, int, int]) -> str:
    red, green, blue, alpha = value
    return f"rgb({red}, {green}, {blue})" if alpha == 255 else f"rgba({red}, {green}, {blue}, {alpha / 255:.3f})"


def length(value: object) -> str:
    if isinstance(value, Percent):
        return f"{value.value:g}%"
    return "auto" if value is AUTO else f"{value}px"


def place(position: Position) -> str:
    x = f"calc(100% - {length(position.x)})" if position.from_right else length(position.x)
    return f"{x} {length(position.y)}"


def image(value: object) -> str:
    if isinstance(value, Url):
        return f'url("{value.url}")'
    assert isinstance(value, (LinearGradient, RadialGradient))
    stops = ", ".join(f"{color(stop.color)} {length(stop.position)}" for stop in value.stops)
    if isinstance(value, LinearGradient):
        return f"linear-gradient({'' if value.direction == 180 else f'{value.direction}deg, '}{stops})"
    return f"radial-gradient({value.shape} at {place(value.position)}, {stops})"


def size(value: object) -> str:
    if isinstance(value, tuple):
        return "auto" if value == (AUTO, AUTO) else " ".join(map(length, value))
    return str(value)


def shadow(value: Shadow) -> str:
    lengths = " ".join(length(x) for x in (value.x, value.y, value.blur, value.spread))
    return f"{color(value.color)} {lengths}{' inset' if value.inset else ''}"


def painted(style: Style, name: str) -> str:
    if name == "filter":
        return " ".join(f"{kind}({value}{'px' if kind == 'blur' else ''})" for kind, value in style.filter)
    if name == "box-shadow":
        return ", ".join(map(shadow, style.box_shadow))
    if name == "background-image":
        return ", ".join(map(image, style.background_image))
    if name == "background-size":
        return ", ".join(map(size, style.background_size))
    if name == "background-position":
        return ", ".join(map(place, style.background_position))
    return ", ".join(x if x == y else f"{x} {y}" for x, y in style.background_repeat)


def ours(style: Style, name: str) -> str:
    """The value as a browser serialises it."""
    value = getattr(style, TABLE[name].field)
    if name in PAINTED:
        return painted(style, name)
    if name == "line-height" and value is not NORMAL:
        return length(value.value if isinstance(value, Px) else value * style.font_size)
    if name == "letter-spacing":
        return length(value * style.font_size)
    if name.endswith("radius"):
        across, down = map(length, value)
        return across if across == down else f"{across} {down}"
    if name.endswith("color"):
        return color(value)
    if value is AUTO or value is None:
        return "none" if name.startswith("max-") else "auto"
    if isinstance(value, (Percent, float)) and name not in {"opacity", "flex-grow", "flex-shrink"}:
        return length(value)
    if name == "font-family":
        return ", ".join(f'"{family}"' if " " in family else family for family in value)
    return str(value.value if value is NORMAL else value)


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", text)]


def agree(mine: str, theirs: str) -> bool:
    """The same words, and the same numbers but for the last digits of an alpha or of a pixel."""
    words = [re.sub(r"[-\d.\s\"']+", " ", text).strip() for text in (mine, theirs)]
    return words[0] == words[1] and numbers(mine) == pytest.approx(numbers(theirs), abs=0.006)


def browsers(name: str, style: dict[str, str]) -> str:
    """Chromium's value, with the defaults written as the card language writes them."""
    value = style[name]
    if name in PAINTED and (value == "none" or (name.startswith("background") and style["background-image"] == "none")):
        return ""
    if name == "min-height":  # `auto` is told as 0px where nothing is laid out
        return "auto" if value == "0px" else value
    return "0px" if value == "normal" and name in {"letter-spacing", "row-gap", "column-gap"} else value


def test_computed_values_are_those_of_chromium(tmp_path: Path) -> None:
    theirs, mine = computed_by_chromium(tmp_path), computed_by_us()
    assert len(theirs) == len(mine) > 100
    compared = [
        (i, name, ours(style, name), browsers(name, browser))
        for i, (style, browser) in enumerate(zip(mine, theirs, strict=True))
        for name in NAMES
    ]
    assert [row for row in compared if not agree(row[2], row[3])] == []
