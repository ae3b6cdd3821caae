"""Texts in boxes, one document for each thing that may move them: what sets them as we do is Chromium."""

from __future__ import annotations

_HEADLINE = "潮の満ち引きで冷やすデータセンターが離島で稼働を始めた"
_ENGLISH = "The last telephone box on the northern line"
TEXTS: dict[str, tuple[str, str]] = {
    # name: (rules, body); the page is 400 by 300 px, the type 20 px
    "abs-fit-text": (
        ".p { position: relative; width: 300px; height: 200px } .a { position: absolute; left: 10px; padding: 3px }",
        f"<div class=p><div class=a>{_HEADLINE}</div></div>",
    ),
    "col-start": (
        ".p { display: flex; flex-direction: column; align-items: flex-start; width: 300px }",
        f"<div class=p><h1 class=a>{_HEADLINE}</h1><div class=a>短い</div></div>",
    ),
    "col-center": (
        ".p { display: flex; flex-direction: column; align-items: center; width: 200px } .a { padding: 2px }",
        f"<div class=p><div class=a>{_ENGLISH}</div></div>",
    ),
    "row-two": (
        ".p { display: flex; gap: 10px; width: 380px }",
        f"<div class=p><div class=a>{_ENGLISH}</div><div class=a>{_HEADLINE}</div></div>",
    ),
    "row-center-items": (
        ".p { display: flex; gap: 10px; width: 380px; align-items: center }  .b { flex: 1 }",
        f"<div class=p><div class=a>短い</div><div class=b>{_HEADLINE}</div></div>",
    ),
    "nested-fit": (
        ".p { display: flex; flex-direction: column; align-items: flex-end; width: 300px } .q { padding: 4px }",
        f"<div class=p><div class=q><div class=a>{_HEADLINE}</div></div></div>",
    ),
    "max-width": (
        ".p { display: flex; flex-direction: column; align-items: flex-start; width: 300px } .a { max-width: 60% }",
        f"<div class=p><div class=a>{_HEADLINE}</div></div>",
    ),
    "min-content": (
        ".p { display: flex; width: 100px }",
        f"<div class=p><div class=a>{_ENGLISH}</div><div class=a>{_ENGLISH}</div></div>",
    ),
    "align-right": (
        ".a { text-align: right; width: 300px; letter-spacing: .1em }",
        f"<div class=a>「{_HEADLINE}」</div><div class=a>{_ENGLISH}</div>",
    ),
    "center-br": (
        ".a { text-align: center; width: 300px }",
        f"<div class=a>{_HEADLINE}<br>短い、<br>「引用」</div>",
    ),
    "spans": (
        ".a { width: 300px } b { color: red } small { font-size: .7em }",
        (
            "<div class=a>小さな<b>港町</b>の<small>notes on 2026</small>年<u>下線</u>と"
            '<span style="letter-spacing:.2em">字間</span>です</div>'
        ),
    ),
    "big-span": (
        ".a { width: 300px } b { font-size: 2em }",
        f"<div class=a>小さな<b>港町</b>の{_HEADLINE}</div><div class=a>x</div>",
    ),
    "ruby": (
        ".a { width: 300px; line-height: 2 }",
        "<div class=a>小さな<ruby>港町<rt>みなとまち</rt></ruby>の<ruby>灯<rt>ひ</rt></ruby>です</div>",
    ),
    "emphasis": (
        ".a { width: 300px; line-height: 2 } .b { text-emphasis: filled sesame }",
        "<div class=a>小さな<span class=b>港町</span>の</div>",
    ),
    "vertical": (
        (
            ".p { display: flex; flex-direction: row-reverse; height: 200px; width: 380px } "
            ".a { writing-mode: vertical-rl; text-combine-upright: digits 2 }"
        ),
        f"<div class=p><div class=a>{_HEADLINE}、12月3日の「AI」――GPU</div><div class=a>短い</div></div>",
    ),
    "line-normal": (
        ".a { width: 300px; font-size: 21px }",
        f"<div class=a>{_HEADLINE}</div><p>{_ENGLISH}</p>",
    ),
    "clamp": (
        ".a { width: 200px; line-clamp: 2 }",
        f"<div class=a>{_HEADLINE}{_HEADLINE}</div>",
    ),
    "nowrap-ellipsis": (
        ".p { display: flex; width: 300px; gap: 10px } .a { overflow: hidden; white-space: nowrap; min-width: 0 }",
        f"<div class=p><div class=a>{_HEADLINE}</div><div class=a>{_ENGLISH}</div></div>",
    ),
    "pre": (
        ".a { white-space: pre }",
        "<div class=a>a  b\n  c</div>",
    ),
    "mixed-anon": (
        "",
        "<div>前の文<div>箱</div>後の文</div>",
    ),
    "rtl": (
        "div { width: 300px }",
        "<div>مرحبا بالعالم 2026 (نص)</div><div dir=rtl>abc مرحبا</div>",
    ),
    "ko": (
        "div { width: 200px }",
        "<div lang=ko>바다가 사라진 마을에 다시 돌아온 어부들</div>",
    ),
    "th": (
        "div { width: 200px }",
        "<div lang=th>ประเทศไทยมีแม่น้ำหลายสาย</div><div lang=hi>नमस्ते दुनिया</div>",
    ),
    "zh": (
        "div { width: 200px }",
        "<div lang=zh-Hans>海边小镇的图书馆在黎明前开门，“引号”测试</div>",
    ),
    "cut-below": (
        (
            ".p { display: flex; width: 300px; height: 90px; overflow: hidden; flex-direction: column } "
            ".a { min-height: 0; line-height: 1.5 }"
        ),
        f"<div class=p><div class=a>{_HEADLINE}{_HEADLINE}</div><div class=a>{_HEADLINE}</div></div>",
    ),
    "percent-beside-rest": (
        ".p { display: flex; width: 300px } .a { max-width: 50% } .b { flex: 1; text-align: end }",
        f"<div class=p><div class=a>{_ENGLISH}</div><div class=b>{_HEADLINE}</div></div>",
    ),
    "word-too-wide": (
        ".a { width: 50px; text-align: right }",
        "<div class=a>Donaudampfschifffahrt</div>",
    ),
    "latin-quotes": (
        ".a { width: 390px }",
        "<div class=a>‘It hums’ — “like the sea”… don’t stop, naïve café №5 ½ €20</div>",
    ),
}
