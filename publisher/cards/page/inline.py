"""The words of one line -> inline elements: boxes around words, ruby, and spans for what is not as the box sets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from publisher.cards.layout.boxes import InlineBox, ink_of
from publisher.cards.layout.inline_boxes import extremes
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.page.css import color, number, styled
from publisher.cards.page.spans import FULL_EM, Setting, inline_box, span_declarations
from publisher.cards.text import Cluster, Line, Lines
from publisher.cards.text.classes import Kind
from publisher.cards.text.model import Ruby
from publisher.cards.text.shape import GETA, INVISIBLE
from publisher.lazy import dataclass

_STOP = "<i></i>"  # a box of no width that no ruby hangs over: over brackets and spaces it does, even with `none`


class Token(NamedTuple):
    """A cluster by its index, or where that is -1 a gap of `em`; `boxes` are the inline boxes around it."""

    at: int
    em: float
    boxes: tuple[InlineBox, ...]


class Look(NamedTuple):
    """What is the same for neighbouring clusters of a span; `single` keeps those apart that share an upright cell."""

    span: int
    emoji: bool
    leaning: bool
    single: int


@dataclass(frozen=True, slots=True)
class LineWriter:
    """Writes the lines of one text box.

    `ends` are the first and last cluster of each inline box, by its number; `rubies` are by each cluster that stands
    under one: of a base too long for its line only those on the first.
    """

    placed: Placed
    text: TextBox
    lines: Lines
    ends: Mapping[int, tuple[int, int]]
    rubies: Mapping[int, Ruby]

    @classmethod
    def of(cls, placed: Placed, text: TextBox, lines: Lines) -> LineWriter:
        """A writer for a box whose text was broken into `lines`."""
        rubies = {
            at: ruby
            for line in lines.lines
            for ruby in lines.text.rubies
            if line.start <= ruby.start < line.end
            for at in range(ruby.start, min(ruby.end, line.end))
        }
        return cls(placed, text, lines, extremes(placed.box, text.text), rubies)

    def content(self, line: Line, tokens: Sequence[Token]) -> str:
        """The elements of one line."""
        setting = Setting(1.0, self.placed.box.fonts.primary.weight)
        return "".join(self._nested(line, tokens, 0, setting))

    def _nested(self, line: Line, tokens: Sequence[Token], depth: int, setting: Setting) -> Iterator[str]:
        """Tokens in `depth` boxes, their further boxes as elements around them."""
        for box, group in groupby(tokens, lambda token: token.boxes[depth] if len(token.boxes) > depth else None):
            members = list(group)
            if box is None:
                yield from self._words(members, setting)
                continue
            first, last = self.ends.get(box.number, (line.start, line.end - 1))
            own = line.start <= first < line.end, line.start <= last < line.end
            declarations, inner = inline_box(box.style, self.placed.box, self.text, own, setting)
            words = "".join(self._nested(line, members, depth + 1, inner))
            yield f"<card-box{styled(declarations)}>{words}</card-box>"

    def _words(self, tokens: Sequence[Token], setting: Setting) -> Iterator[str]:
        """Tokens that lie in the same boxes: ruby, words in a look of their own, gaps."""
        owners = self._owners(tokens)
        for ruby, group in groupby(zip(tokens, owners, strict=True), lambda pair: self._ruby(pair[1])):
            members = list(group)
            if ruby is None:
                yield from self._looks(members, setting)
            else:
                yield self._rubied(ruby, members, setting)

    def _owners(self, tokens: Sequence[Token]) -> list[int]:
        """The cluster whose element a token is part of: a gap belongs to the one before it where it may; else -1."""
        owners: list[int] = []
        for index, token in enumerate(tokens):
            before = owners[-1] if owners else -1
            after = next((other.at for other in tokens[index + 1 :] if other.at >= 0), -1)
            if token.at >= 0:
                owners.append(-1 if self._cluster(token.at).edge else token.at)
            else:
                owners.append(before if before >= 0 <= after and self._joined(before, after) else -1)
        return owners

    def _joined(self, before: int, after: int) -> bool:
        """Whether the gap between two clusters lies in the first's element: they look alike, or one line joins them."""
        if self._cluster(after).edge or self._ruby(before) is not self._ruby(after):
            return False
        if self._ruby(before) is not None:
            return True
        lines = [ink_of(self.placed.box.spans[self._cluster(at).span]).decoration for at in (before, after)]
        return self._look(before) == self._look(after) or (lines[0] == lines[1] != "none")

    def _looks(self, members: Sequence[tuple[Token, int]], setting: Setting) -> Iterator[str]:
        for look, group in groupby(members, lambda pair: self._look(pair[1]) if pair[1] >= 0 else None):
            tokens = [token for token, _ in group]
            if look is None:
                yield from (_gap(token.em / setting.scale) for token in tokens if token.at < 0)
                continue
            declarations, inner = span_declarations(look, self.placed.box, self.lines.text, setting)
            yield _wrapped("".join(self._inside(tokens, inner)), declarations)

    def _inside(self, tokens: Sequence[Token], setting: Setting) -> Iterator[str]:
        """Words, and the gaps between them in em of their own size: filled where a line goes on under them."""
        for token in tokens:
            if token.at >= 0:
                yield escape(words_of(self._cluster(token.at)))
            elif setting.span is not None and token.em > 0 and ink_of(setting.span).decoration != "none":
                spread = {"letter-spacing": f"{number(token.em / setting.scale - 1)}em"}
                yield f"<card-gap{styled(spread)}>{FULL_EM}</card-gap>"
            else:
                yield _gap(token.em / setting.scale)

    def _rubied(self, ruby: Ruby, members: Sequence[tuple[Token, int]], setting: Setting) -> str:
        """A `<ruby>` with its base, which may look different from letter to letter, and its reading."""
        box = self.placed.box
        span = box.spans[self._cluster(ruby.start).span]
        plain = Look(self._cluster(ruby.start).span, emoji=False, leaning=False, single=-1)
        declarations, inner = span_declarations(plain, box, self.lines.text, setting)
        ink, reading = ink_of(ruby.span), escape("".join(map(words_of, ruby.clusters)))
        small = {"font-size": f"{number(ruby.span.scale / span.scale)}em", "line-height": "1"}
        if ink.color != ink_of(span).color:
            small["color"] = color(ink.color)
        if ruby.span.fonts.primary.weight != inner.weight:
            small["font-weight"] = str(ruby.span.fonts.primary.weight)
        if any(map(_leans, ruby.clusters)):
            small["font-style"] = "italic"
        if ink.under:
            declarations["ruby-position"] = "under"
        base = "".join(self._looks(members, inner))
        return f"{_STOP}<ruby{styled(declarations)}>{base}<rt{styled(small)}>{reading}</rt></ruby>{_STOP}"

    def _cluster(self, at: int) -> Cluster:
        return self.lines.text.clusters[at]

    def _ruby(self, at: int) -> Ruby | None:
        return self.rubies.get(at)

    def _look(self, at: int) -> Look:
        """How a cluster looks; one in a ligature as the one before it, which has its glyph."""
        cluster = self._cluster(at)
        if cluster.joined and at and self._cluster(at - 1).span == cluster.span:
            return self._look(at - 1)
        combined = self.text.vertical and cluster.text.isascii() and cluster.kind is Kind.IDEOGRAPH
        return Look(cluster.span, _is_emoji(cluster), _leans(cluster), at if combined else -1)


def words_of(cluster: Cluster) -> str:
    """A cluster as it is shown: what is never drawn is left out, what no font has is the printer's 〓."""
    if cluster.missing:
        return GETA
    return "" if cluster.text in INVISIBLE else cluster.text


def _is_emoji(cluster: Cluster) -> bool:
    return any(glyph.face.bitmap for glyph in cluster.glyphs)


def _leans(cluster: Cluster) -> bool:
    return any(glyph.face.leans for glyph in cluster.glyphs)


def _gap(em: float) -> str:
    return f"<card-gap{styled({'margin-inline-start': f'{number(em)}em'})}></card-gap>" if em else ""


def _wrapped(words: str, declarations: Mapping[str, str]) -> str:
    """The words in an element of their own where they are not in the style around them."""
    return f"<span{styled(declarations)}>{words}</span>" if declarations and words else words
