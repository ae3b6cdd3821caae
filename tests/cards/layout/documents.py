"""Boxes without words, one document for each rule: what lays them out as we do is Chromium."""

from __future__ import annotations

DOCUMENTS: dict[str, tuple[str, str]] = {
    # name: (rules, body); the page is 400 by 300 px
    "auto-body-flex": (
        "body { display: flex } i { display: block; width: 20px; height: 10px }",
        "<i></i><i></i>",
    ),
    "margins-collapse": (
        ".a { margin: 20px 0; height: 10px } .b { margin: 30px 0 } .c { margin: 5px 0; height: 4px }",
        "<div class=a></div><div class=b><div class=a></div><div class=c></div></div><div class=c></div>",
    ),
    "margin-first-child": (
        ".p { height: 50px } .a { margin-top: 20px; height: 10px }",
        "<div class=p><div class=a></div></div>",
    ),
    "rel-abs": (
        (
            ".p { padding: 20px } .q { position: relative; height: 30px; width: 100px; border: 3px solid } "
            ".a { position: absolute; right: 5px; bottom: 6px; width: 50%; height: 10px }"
        ),
        "<div class=p><div class=q><div class=a></div></div></div>",
    ),
    "abs-auto-place": (
        (
            ".p { padding: 20px; display: flex; justify-content: center; align-items: center; height: 100px; "
            "position: relative } "
            ".a { position: absolute; width: 10px; height: 10px }"
        ),
        "<div class=p><div class=a></div></div>",
    ),
    "abs-both": (
        (
            ".p { position: relative; height: 100px; width: 200px } "
            ".a { position: absolute; left: 10px; right: 20px; top: 5%; bottom: 10% }"
        ),
        "<div class=p><div class=a></div></div>",
    ),
    "abs-margin-auto": (
        (
            ".p { position: relative; height: 100px; width: 200px } "
            ".a { position: absolute; left: 0; right: 0; top: 0; bottom: 0; margin: auto; width: 50px; height: 20px }"
        ),
        "<div class=p><div class=a></div></div>",
    ),
    "block-margin-auto": (
        ".a { width: 50px; height: 20px; margin: 0 auto } .b { width: 50px; height: 20px; margin-left: auto }",
        "<div class=a></div><div class=b></div>",
    ),
    "flex-margin-auto": (
        (
            ".p { display: flex; height: 60px } .a { width: 50px; height: 20px; margin: auto } "
            ".b { width: 50px; height: 20px; margin-left: auto }"
        ),
        "<div class=p><div class=a></div><div class=b></div></div>",
    ),
    "percent-height": (
        ".p { height: 100px; width: 300px } .a { height: 50%; width: 30% } .b { padding: 10%; margin: 5% }",
        "<div class=p><div class=a><div class=a></div></div><div class=b></div></div>",
    ),
    "percent-height-auto-parent": (
        ".p { width: 300px } .a { height: 50%; width: 30% } .b { height: 10px }",
        "<div class=p><div class=a><div class=b></div></div></div>",
    ),
    "min-max": (
        (
            ".p { display: flex; width: 300px } .a { flex: 1; max-width: 60px; height: 5px } "
            ".b { flex: 2; min-width: 200px; height: 5px } .c { flex: 1; height: 5px }"
        ),
        "<div class=p><div class=a></div><div class=b></div><div class=c></div></div>",
    ),
    "shrink": (
        (
            ".p { display: flex; width: 100px } .a { width: 80px; height: 5px } "
            ".b { width: 90px; flex-shrink: 3; height: 5px } .c { flex: 0 0 30px }"
        ),
        "<div class=p><div class=a></div><div class=b></div><div class=c></div></div>",
    ),
    "wrap": (
        (
            ".p { display: flex; flex-wrap: wrap; width: 100px; gap: 5px 7px; height: 120px; "
            "align-content: space-between } .a { width: 40px; height: 20px }"
        ),
        (
            "<div class=p><div class=a></div><div class=a></div><div class=a></div><div class=a></div>"
            "<div class=a></div></div>"
        ),
    ),
    "wrap-stretch": (
        ".p { display: flex; flex-wrap: wrap; width: 100px; height: 120px } .a { width: 40px }",
        (
            "<div class=p><div class=a></div><div class=a></div><div class=a></div><div class=a></div>"
            "<div class=a></div></div>"
        ),
    ),
    "wrap-reverse": (
        (
            ".p { display: flex; flex-wrap: wrap-reverse; width: 100px; height: 120px; align-content: end } "
            ".a { width: 40px; height: 10px }"
        ),
        (
            "<div class=p><div class=a></div><div class=a></div><div class=a></div><div class=a></div>"
            "<div class=a></div></div>"
        ),
    ),
    "column": (
        (
            ".p { display: flex; flex-direction: column; height: 200px; width: 100px; justify-content: space-evenly } "
            ".a { height: 20px; align-self: end; width: 30% } .b { flex: 1; max-height: 30px }"
        ),
        "<div class=p><div class=a></div><div class=b></div><div class=a></div></div>",
    ),
    "column-reverse": (
        (
            ".p { display: flex; flex-direction: column-reverse; height: 200px; width: 100px; gap: 10% } "
            ".a { height: 20px; align-self: center; width: 30px }"
        ),
        "<div class=p><div class=a></div><div class=a></div></div>",
    ),
    "row-reverse": (
        (
            ".p { display: flex; flex-direction: row-reverse; width: 300px; justify-content: space-around } "
            ".a { height: 20px; width: 30px }"
        ),
        "<div class=p><div class=a></div><div class=a></div></div>",
    ),
    "aspect": (
        (
            ".a { width: 160px; aspect-ratio: 16/9 } .b { height: 90px; aspect-ratio: 2; padding: 5px } "
            ".p { display: flex }"
        ),
        "<div class=a></div><div class=p><div class=b></div></div>",
    ),
    "content-box": (
        ".a { box-sizing: content-box; width: 100px; height: 10px; padding: 5px; border: 3px solid }",
        "<div class=a></div>",
    ),
    "border-fraction": (
        (
            ".a { border: 1.6px solid; width: 50px; height: 20px } .b { border: .3px solid; width: 50px } "
            ".c { border: 2.5px solid; display: flex } .d { height: 9px; flex: 1 }"
        ),
        "<div class=a></div><div class=b><div class=d></div></div><div class=c><div class=d></div></div>",
    ),
    "nested-fit": (
        (
            ".p { display: flex; align-items: center; height: 80px } "
            ".q { display: flex; gap: 3px; padding: 4px } .a { width: 10px; height: 10px }"
        ),
        (
            "<div class=p><div class=q><div class=a></div><div class=a></div></div><div class=q>"
            "<div class=a></div></div></div>"
        ),
    ),
    "abs-fit": (
        (
            ".p { position: relative; height: 80px } "
            ".q { position: absolute; right: 4px; display: flex; gap: 3px; padding: 4px } "
            ".a { width: 10px; height: 10px }"
        ),
        "<div class=p><div class=q><div class=a></div><div class=a></div></div></div>",
    ),
    "rel-offset": (
        ".a { position: relative; left: 5%; top: 4px; width: 10px; height: 10px } .b { height: 5px }",
        "<div class=a></div><div class=b></div>",
    ),
    "rel-right": (
        ".a { position: relative; right: 5px; bottom: 4px; width: 10px; height: 10px }",
        "<div class=a></div>",
    ),
    "overflow-hidden-min": (
        ".p { display: flex; width: 50px } .a { overflow: hidden; height: 9px } .b { width: 80px; height: 9px }",
        "<div class=p><div class=a><div class=b></div></div><div class=b></div></div>",
    ),
    "min-auto": (
        ".p { display: flex; width: 50px } .a { height: 9px } .b { width: 80px; height: 9px }",
        "<div class=p><div class=a><div class=b></div></div><div class=b></div></div>",
    ),
    "align-baseline": (
        (
            ".p { display: flex; align-items: baseline } .a { width: 10px; height: 30px } "
            ".b { width: 10px; height: 10px; margin-top: 5px }"
        ),
        "<div class=p><div class=a></div><div class=b></div></div>",
    ),
    "negative-margin": (
        ".a { height: 20px; margin-bottom: -5px } .b { height: 10px; margin-left: -4px }",
        "<div class=a></div><div class=b></div>",
    ),
    "negative-collapse": (
        ".a { height: 20px; margin-bottom: 10px } .b { height: 10px; margin-top: -4px }",
        "<div class=a></div><div class=b></div>",
    ),
    "empty-collapse": (
        ".a { margin: 10px 0 15px } .b { height: 10px }",
        "<div class=b></div><div class=a></div><div class=b></div>",
    ),
    "hidden-bfc": (
        ".p { overflow: hidden } .a { height: 20px; margin: 10px 0 }",
        "<div class=p><div class=a></div></div>",
    ),
    "flex-item-bfc": (
        ".p { display: flex } .a { height: 20px; margin: 10px 0; width: 3px }",
        "<div class=p><div><div class=a></div></div></div>",
    ),
    "gap-percent": (
        ".p { display: flex; width: 200px; gap: 10% } .a { height: 20px; width: 10px }",
        "<div class=p><div class=a></div><div class=a></div></div>",
    ),
    "basis-percent": (
        ".p { display: flex; width: 200px } .a { height: 20px; flex: 0 1 60% } .b { flex-basis: 30%; height: 4px }",
        "<div class=p><div class=a></div><div class=a></div><div class=b></div></div>",
    ),
    "basis-column-auto": (
        ".p { display: flex; flex-direction: column } .a { flex: 1 } .b { height: 4px }",
        "<div class=p><div class=a><div class=b></div></div></div>",
    ),
    "stretch-height-percent": (
        ".p { display: flex; height: 100px } .a { width: 20px } .b { height: 50% }",
        "<div class=p><div class=a><div class=b></div></div></div>",
    ),
    "min-height-body": (
        "body { min-height: 100% }",
        "<div></div>",
    ),
    "display-none": (
        ".p { display: none } .a { height: 4px }",
        "<div class=p><div class=a></div></div><div class=a></div>",
    ),
    "span-item": (
        ".p { display: flex } .a { width: 20px; height: 4px }",
        "<div class=p><span class=a></span><b class=a></b></div>",
    ),
    "center-overflow": (
        (
            ".p { display: flex; justify-content: center; align-items: center; width: 50px; height: 20px } "
            ".a { flex: none; width: 80px; height: 40px }"
        ),
        "<div class=p><div class=a></div></div>",
    ),
    "between-overflow": (
        (
            ".p { display: flex; justify-content: space-between; width: 50px } "
            ".a { flex: none; width: 40px; height: 40px }"
        ),
        "<div class=p><div class=a></div><div class=a></div></div>",
    ),
    "absolute-inset-pct": (
        (
            ".p { position: relative; width: 200px; height: 100px; padding: 10px; border: 2px solid } "
            ".a { position: absolute; inset: 10% 20% } .b { position: absolute; width: 50%; height: 50% }"
        ),
        "<div class=p><div class=a></div><div class=b></div></div>",
    ),
    "maxw-pct": (
        ".p { width: 200px } .a { max-width: 50%; height: 5px } .b { min-width: 150%; height: 5px }",
        "<div class=p><div class=a></div><div class=b></div></div>",
    ),
    "em-rem": (
        "html { font-size: 10px } body { font-size: 2em } .a { width: 10em; height: 2rem; padding: .5em }",
        "<div class=a></div>",
    ),
    "flex-grow-frac": (
        ".p { display: flex; width: 200px } .a { flex-grow: .25; height: 5px }",
        "<div class=p><div class=a></div><div class=a></div></div>",
    ),
    "padding-percent": (
        ".p { display: flex; width: 200px } .a { padding-top: 10%; width: 20px }",
        "<div class=p><div class=a></div></div>",
    ),
    "column-start": (
        (
            ".p { display: flex; flex-direction: column; align-items: flex-start } "
            ".a { height: 5px; padding: 3px } .b { width: 40px; height: 3px }"
        ),
        "<div class=p><div class=a><div class=b></div></div></div>",
    ),
    "abs-fit-wrap": (
        (
            ".p { position: relative; height: 200px } .q { position: absolute; left: 60px; bottom: 5px; padding: 3px; "
            "display: flex; flex-wrap: wrap; gap: 2px } .a { width: 50px; height: 9px }"
        ),
        "<div class=p><div class=q>" + "<div class=a></div>" * 9 + "</div></div>",
    ),
    "abs-fit-from-right": (
        (
            ".p { position: relative; height: 200px } .q { position: absolute; right: 90px; top: 5px; bottom: 9px; "
            "margin-left: 20px; display: flex; flex-wrap: wrap } .a { width: 50px; height: 9px }"
        ),
        "<div class=p><div class=q>" + "<div class=a></div>" * 9 + "</div></div>",
    ),
}
