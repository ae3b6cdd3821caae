"""`python -m tests.quality FOLDER ...`: how the titles of your own blogs are set. Prints numbers, and no titles."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from publisher.cards.text import Wrap
from tests.chromium import CHROMIUM
from tests.quality.chromium import PHRASED, PLAIN, set_by_chromium
from tests.quality.survey import SETTINGS, Setting, Title, agreement, drawable, laws, titles_of

_MODES: tuple[tuple[str, str, Wrap], ...] = (
    ("plain", PLAIN, "greedy"),
    ("auto-phrase", PHRASED, "greedy"),
    ("auto-phrase, balance", f"{PHRASED}; text-wrap: balance", "balance"),
)


def main() -> None:
    """Print what the titles of the folders given on the command line break, and how far Chromium agrees."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a site: Jekyll's, Hugo's, any")
    titles = titles_of(parser.parse_args().folders)
    print(f"{len(titles)} titles: {_listed(Counter(title.lang for title in titles))}")
    for setting in SETTINGS:
        for wrap in ("balance", "pretty"):
            _print_laws(titles, setting, wrap)
    fit = [title for title in titles if drawable(title)]
    if CHROMIUM is not None and fit:
        print(f"\n{len(fit)} of them, those that the bundled face has all the letters of, beside Chromium:")
        for setting in SETTINGS:
            _print_agreement(fit, setting)


def _print_laws(titles: Sequence[Title], setting: Setting, wrap: Wrap) -> None:
    faults, inside = laws(titles, setting, wrap)
    print(f"\n{setting.width:g} px at {setting.size:g} px, {wrap}: {_listed(asdict(faults))}")
    print(f"  lines that end inside a phrase of BudouX: {sum(inside.values())}; {_listed(inside)}")


def _print_agreement(titles: Sequence[Title], setting: Setting) -> None:
    for name, css, wrap in _MODES:
        with tempfile.TemporaryDirectory() as folder:
            theirs = set_by_chromium(titles, css, Path(folder), width=setting.width, size=setting.size)
        same, reasons = agreement(titles, theirs, setting, wrap, plain=name == "plain")
        share = f"{same} of {len(titles)} ({same / len(titles):.1%})"
        print(f"  {setting.width:g} px at {setting.size:g} px, {name}: {share} the same; {_listed(reasons)}")


def _listed(counts: Counter[str] | dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


if __name__ == "__main__":
    main()
