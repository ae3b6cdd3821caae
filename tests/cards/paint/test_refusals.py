"""What is not painted is refused, with the line and what to do instead."""

from __future__ import annotations

import pytest

from publisher.cards.layout import lay_out
from publisher.cards.style import parse_document
from publisher.errors import TemplateError


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ('<p>words <img src="a.png"> words</p>', "<img> stands in a line of text"),
        ('<p>words <b style="box-shadow: 0 0 4px #000">b</b></p>', "box-shadow is not drawn on inline <b>"),
        (
            '<p><span style="background-image: url(a.png)">b</span></p>',
            "background-image is not drawn on inline <span>",
        ),
        ('<p>a <span style="opacity: .5">b</span></p>', "opacity is not drawn on inline <span>"),
        ('<p>a <span style="filter: blur(2px)">b</span></p>', "filter is not drawn on inline <span>"),
        ('<img alt="no source">', '"" cannot be opened here'),
    ],
)
def test_what_cannot_be_painted(markup: str, message: str) -> None:
    html = f"<html lang=ja><body style='width: 90px; height: 90px'>\n{markup}</body></html>"
    with pytest.raises(TemplateError) as caught:
        lay_out(parse_document(html, path="t.html"), 100, 100, path="t.html")
    assert message in caught.value.message
    assert "2:" in caught.value.message
    assert caught.value.hint
