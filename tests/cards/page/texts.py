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
    "box-padded": (
        ".a { width: 300px } b { padding: 2px 6px; background: #fc0; border-radius: 4px; margin: 0 3px }",
        f"<div class=a>小さな<b>港町</b>の<b>図書館</b>{_HEADLINE}、<b>「灯台」</b>の朝</div>",
    ),
    "box-sliced": (
        ".a { width: 200px; line-height: 2 } b { padding: 1px 8px; border: 2px solid #06c; border-radius: 50% 4px }",
        f"<div class=a>小さな<b>{_HEADLINE}{_HEADLINE}</b>、と<b>{_ENGLISH}</b>.</div>",
    ),
    "box-plain": (
        ".a { width: 300px } b { background: #fc0 } ",
        (
            "<div class=a><b>「潮」</b><b>「波」</b>、そして<b>港、</b>「海」<b>（灯）</b>、と"
            "<b>GPU</b>の<b>12</b>年<b>。</b></div>"
        ),
    ),
    "box-nested": (
        (
            ".a { width: 240px } b { background: #fc0; padding: 0 4px } "
            "i { border: 1px solid #c00; margin: 0 2px; padding: 0 1px }"
        ),
        f"<div class=a>港<b>の<i>灯り</i>が<i>{_HEADLINE}</i></b>続く<b><i>町</i></b></div>",
    ),
    "box-sizes": (
        (
            ".a { width: 300px; line-height: 2 } b { background: #fc0; font-size: 1.5em; padding: 1px 4px } "
            "small { color: red } i { background: #0cf; font-size: .6em; padding: 0 .5em }"
        ),
        "<div class=a>港<b>の<small>灯り on 2026年</small>が<i>波 to</i></b>続く<i>町AI</i>と</div>",
    ),
    "box-english": (
        (
            ".a { width: 250px } code { background: #eee; padding: 1px 5px; border-radius: 3px } "
            "kbd { border: 1px solid #999; padding: 0 4px }"
        ),
        (
            f"<div class=a lang=en>{_ENGLISH} <code>git push </code> and <kbd> Ctrl</kbd>-<kbd>C</kbd> "
            f"<mark>{_ENGLISH}</mark></div>"
        ),
    ),
    "box-rtl": (
        "div { width: 300px } b { background: #fc0; padding: 0 10px 0 2px; border-left: 3px solid #06c }",
        "<div lang=he>שלום <b>עולם גדול ויפה מאוד של ים</b> טוב</div>",
    ),
    "box-vertical": (
        (
            ".p { display: flex; flex-direction: row-reverse; height: 200px; width: 380px } "
            ".a { writing-mode: vertical-rl; line-height: 2 } "
            "b { background: #fc0; padding: 4px 2px 8px; border: 1px solid red }"
        ),
        f"<div class=p><div class=a>港の<b>「灯り」</b>が<b>{_HEADLINE}</b>GPU</div></div>",
    ),
    "box-clamped": (
        ".a { width: 150px; line-clamp: 2 } b { background: #fc0; padding: 0 6px; border: 2px solid #06c }",
        f"<div class=a>港の<b>{_HEADLINE}{_HEADLINE}</b></div>",
    ),
    "box-fitted": (
        (
            "h1 { width: 300px; font-size: 80px; text-fit: shrink; --fit-min: 10px; line-clamp: 1 } "
            "b { background: #fc0; padding: 0 20px; border: 3px solid #06c; margin: 0 9px }"
        ),
        "<h1>港の<b>灯り</b>と海の図書館</h1>",
    ),
    "box-aligned": (
        (
            ".a { width: 300px; text-align: center } .b { width: 300px; text-align: right } "
            "b { background: #fc0; padding: 0 6px }"
        ),
        "<div class=a>港の<b>灯り</b></div><div class=b><b>灯り、</b></div><div class=b>港の<b></b></div>",
    ),
    "mark": (
        ".a { width: 180px }",
        f"<div class=a>小さな<mark>{_HEADLINE}</mark>と</div>",
    ),
    "justify": (
        ".a { width: 250px; text-align: justify }",
        (
            f"<div class=a>{_HEADLINE}、<u>港町のGPU</u>と「灯り」。</div><div class=a lang=en>{_ENGLISH} and "
            "<small>a bell that rings</small> on Sundays at <b>noon or later</b> in the year</div>"
        ),
    ),
    "justify-mixed": (
        ".a { width: 250px; text-align: justify } b { background: #fc0; padding: 0 3px } i { background: #0cf }",
        (
            "<div class=a>港の<b>灯り と</b> <i>AI</i>が2026年に <b><i>sea</i> </b>harbour"
            f"{_HEADLINE}<i>港 </i>町の灯です、ね、海が好きです</div>"
        ),
    ),
    "justify-rtl": (
        ".a { width: 200px; text-align: justify }",
        "<div class=a lang=ar>عودة الصيادين إلى القرية التي غاب عنها البحر (2026) abc def ghi في الرابعة فجرا</div>",
    ),
    "justify-vertical": (
        (
            ".p { display: flex; flex-direction: row-reverse; height: 190px; width: 380px } "
            ".a { writing-mode: vertical-rl; text-align: justify }"
        ),
        f"<div class=p><div class=a>{_HEADLINE}、12月3日の「AI」――GPU {_ENGLISH}</div></div>",
    ),
    "justify-ruby": (
        ".a { width: 190px; text-align: justify; word-break: normal }",
        "<div class=a>小さな<ruby>港町<rt>みなとまち</rt></ruby>の<ruby>灯<rt>ひ</rt></ruby>が続く朝です</div>",
    ),
    "hanging": (
        (
            ".a { width: 200px; hanging-punctuation: allow-end; word-break: normal; text-wrap: wrap } "
            ".b { text-align: right } .c { text-align: center } .d { text-align: justify }"
        ),
        "".join(
            f"<div class='a {name}'>港の灯りが続く町に、海の図書館がある町に、春がきた町に。</div>" for name in "bcd"
        ),
    ),
    "hanging-box": (
        (
            ".a { width: 200px; hanging-punctuation: allow-end; word-break: normal; text-wrap: wrap; "
            "text-align: right } b { background: #fc0 }"
        ),
        "<div class=a>港の灯りが<b>続く町に、</b>海の「図<b>書館」</b>がある町に、春がきた</div>",
    ),
    "italic": (
        ".a { width: 300px; font-style: italic } i, em { font-style: italic }",
        (
            f"<div class=a>{_ENGLISH} 港のAI、2026年</div>"
            "<div>港の<i>AI Today</i>と<em>灯り</em> and <b><i>bold</i></b></div>"
        ),
    ),
    "ruby-tight": (
        ".a { width: 300px }",
        "<div class=a>小さな<ruby>港町<rt>みなとまち</rt></ruby>のい<b><ruby>灯<rt>ひ</rt></ruby></b></div>",
    ),
    "ruby-under": (
        ".a { width: 300px; line-height: 1.2; ruby-position: under }",
        "<div class=a>小さな<ruby>港町<rt>みなとまち</rt></ruby>の<ruby>灯<rt>ひ</rt></ruby>です</div>",
    ),
    "ruby-mixed": (
        ".a { width: 300px; line-height: 2 } b { background: #fc0; padding: 0 4px } i { font-style: italic }",
        (
            "<div class=a>小さな<b><ruby>AI時代<rt>えーあいじだい</rt></ruby>の</b>"
            "<i><ruby>灯A<rt>ひ</rt></ruby></i>です</div>"
        ),
    ),
    "ruby-vertical": (
        (
            ".p { display: flex; flex-direction: row-reverse; height: 200px; width: 380px } "
            ".a { writing-mode: vertical-rl }"
        ),
        (
            "<div class=p><div class=a>小さな<ruby>港町<rt>みなとまち</rt></ruby>の<ruby>灯<rt>ひ</rt></ruby>です"
            "</div></div>"
        ),
    ),
    "kerning": (
        ".a { width: 120px } .b { width: 300px } b { color: red; font-weight: 400 }",
        (
            "<div class=a lang=en>WAVE To AVATAR Tokyo Yes, We LAY VAT. Fjord office</div>"
            "<div class=b lang=en>A<b>V</b>A T<b>o</b></div>"
        ),
    ),
    "joined": (
        "div { width: 300px } b { color: red; font-weight: 400 }",
        "<div lang=ar>مر<b>ح</b>با بالع<b>ا</b>لم</div>",
    ),
    "anywhere": (
        ".p { display: flex; width: 300px } .a { overflow-wrap: anywhere } .b { overflow-wrap: normal; width: 60px }",
        (
            f"<div class=p><div class=a>Supercalifragilistic{_HEADLINE}</div>"
            "<div class=b>Supercalifragilistic word</div></div>"
        ),
    ),
    "break-all": (
        ".a { word-break: break-all; width: 90px } .b { word-break: keep-all; width: 200px }",
        f"<div class=a>{_ENGLISH} {_HEADLINE} office</div><div class=b>{_HEADLINE}、海</div>",
    ),
    "underlined": (
        ".a { width: 300px } u { color: red }",
        "<div class=a>小さな<u>港町のGPU<b>2026</b>年、「灯」</u>と<s>AI</s>が</div>",
    ),
    "spaced": (
        (
            ".a { width: 300px; letter-spacing: .1em } small { font-size: .7em } "
            "i { font-size: .7em; letter-spacing: .1em } "
            "b { letter-spacing: 0; background: #fc0; font-size: 1.2em }"
        ),
        "<div class=a>小さな<small>small港</small>と<i>other港</i>と<b>none</b>の office</div>",
    ),
    "ruby-beside": (
        "",
        (
            "<div><ruby>港<rt>としょかん</rt></ruby>「灯」<ruby>港<rt>としょかん</rt></ruby> and "
            "<ruby>港<rt>としょかん</rt></ruby></div>"
        ),
    ),
    "spaced-dashes": (
        "div { letter-spacing: .1em } i { font-style: italic }",
        "<div>港――町<i>――AI――</i>と<b>🎉🎉</b>の<i>office</i></div>",
    ),
    "box-rounded-down": (
        "b { background: #fc0; font-size: 11px } i { background: #0cf; font-size: 29px } div { line-height: 2 }",
        "<div>港の<b>灯り</b>が<i>町</i></div>",
    ),
}
