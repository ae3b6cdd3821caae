"""One fragment of HTML for each thing that is painted, on a card of 100 by 100 px; {picture} is a test picture."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

SIDE = 100
PICTURE = "chart.png"

RESET = "* { margin: 0; padding: 0; box-sizing: border-box } img { display: block }"

FEATURES = {
    "linear-vertical": '<div style="height: 100px; background: linear-gradient(#fbf8f1, #c0341d)"></div>',
    "linear-stops": (
        '<div style="height: 100px; background: linear-gradient(90deg, #123 0, #4af 25%, #fff 25% 60%, #c31)"></div>'
    ),
    "linear-angle": '<div style="height: 60px; background: linear-gradient(130deg, gold, navy)"></div>',
    "linear-corner": (
        '<div style="height: 50px; background: linear-gradient(to top right, #000, #fff 50%, #f00)"></div>'
    ),
    "linear-translucent": (
        '<div style="height: 100px; background: linear-gradient(transparent, rgba(0, 0, 80, .9)), #fc6"></div>'
    ),
    "linear-repeating": (
        '<div style="height: 100px; background: repeating-linear-gradient(45deg, #eee 0 10px, #999 10px 20px)"></div>'
    ),
    "radial": '<div style="height: 60px; background: radial-gradient(gold, navy)"></div>',
    "radial-circle": (
        '<div style="height: 100px; background: radial-gradient(circle at 78% 22%, #ffb46b 0, #5b3a63 46%,'
        ' #132038)"></div>'
    ),
    "radial-sized": (
        '<div style="height: 100px; background: radial-gradient(40px 20px at 50px 30px, #f00, #0f0 50%, #00f)"></div>'
    ),
    "radial-closest": (
        '<div style="height: 100px; background: radial-gradient(circle closest-side at 30px 40px, #fff, #088)"></div>'
    ),
    "pattern": (
        '<div style="height: 100px; background: #fbf8f1 radial-gradient(circle at 50% 50%, #c0341d 2px,'
        ' transparent 3px) 0 0 / 20px 20px"></div>'
    ),
    "image-cover": '<div style="height: 60px; background: url({picture}) center / cover no-repeat"></div>',
    "image-contain": '<div style="height: 60px; background: #ddd url({picture}) right / contain no-repeat"></div>',
    "image-tiles": '<div style="height: 100px; background: url({picture}) 15px 12px"></div>',
    "image-layers": (
        '<div style="height: 100px; padding: 10px; border: 5px solid #333; background: linear-gradient(90deg, #c31,'
        ' transparent), url({picture}) bottom / 100% 50% no-repeat, #fe9"></div>'
    ),
    "img-fill": '<img src="{picture}" style="width: 100px; height: 100px">',
    "img-natural": (
        '<div style="display: flex; align-items: flex-start"><img src="{picture}" style="width: 70px"></div>'
    ),
    "img-cover": '<img src="{picture}" style="width: 100px; height: 90px; object-fit: cover; object-position: 100% 0">',
    "img-contain": (
        '<img src="{picture}" style="width: 100px; height: 100px; object-fit: contain; background: #ccc;'
        ' object-position: left bottom">'
    ),
    "img-rounded": (
        '<img src="{picture}" style="width: 80px; height: 80px; object-fit: cover; border-radius: 40px;'
        ' border: 4px solid #c0341d; margin: 10px">'
    ),
    "img-none": '<img src="{picture}" style="width: 60px; height: 60px; object-fit: none; object-position: 30% 70%">',
    "blur": '<img src="{picture}" style="width: 60px; height: 60px; margin: 20px; filter: blur(5px)">',
    "brightness": '<img src="{picture}" style="width: 100px; height: 100px; filter: brightness(50%)">',
    "shadow": (
        '<div style="width: 60px; height: 50px; margin: 20px; background: #fff; border-radius: 10px;'
        ' box-shadow: 4px 8px 12px rgba(0, 0, 0, .5)"></div>'
    ),
    "shadow-spread": (
        '<div style="width: 50px; height: 50px; margin: 25px; border-radius: 8px; box-shadow: 0 0 0 6px #c0341d, 0 0 0'
        ' 12px #123"></div>'
    ),
    "shadow-inset": (
        '<div style="width: 80px; height: 70px; margin: 10px; background: #fe9; border-radius: 14px; border: 4px solid'
        ' #123; box-shadow: inset 4px 8px 12px rgba(0, 0, 0, .6)"></div>'
    ),
    "shadow-inset-spread": (
        '<div style="width: 80px; height: 70px; margin: 10px; border-radius: 20px; box-shadow: inset 0 0 0 6px #c0341d,'
        ' inset 10px 0 0 6px #123"></div>'
    ),
    "border-sides": (
        '<div style="width: 90px; height: 80px; margin: 5px; background: #eee; border-radius: 24px; border: 4px solid'
        ' #c0341d; border-width: 2px 6px 14px 10px"></div>'
    ),
    "border-colours": (
        '<div style="width: 90px; height: 90px; margin: 5px; border-radius: 30px; border: 10px solid; border-color: red'
        ' lime blue gold"></div>'
    ),
    "border-see-through": (
        '<div style="width: 90px; height: 90px; margin: 5px; border-radius: 45px; border: 8px solid rgba(0, 0, 0,'
        ' .4)"></div>'
    ),
    "radius-ellipse": '<div style="height: 60px; background: #c0341d; border-radius: 50%"></div>',
    "radius-slash": '<div style="height: 80px; background: #06a; border-radius: 50px 10px / 15px 40px"></div>',
    "radius-leaf": '<div style="height: 70px; background: #2c6e49; border-radius: 100% 0"></div>',
    "radius-overlap": '<div style="height: 50px; background: #123; border-radius: 90px 20px 60px 0 / 40px"></div>',
    "radius-border": (
        '<div style="height: 80px; border-radius: 50% 30% / 60% 20%; background: #fe9; border: 6px solid'
        ' #c0341d"></div>'
    ),
    "radius-border-sides": (
        '<div style="height: 90px; border-radius: 50%; border: solid; border-width: 4px 16px 10px 2px; border-color:'
        ' #123 #c0341d"></div>'
    ),
    "radius-shadow": (
        '<div style="width: 70px; height: 40px; margin: 20px 15px; background: #fff; border-radius: 50%;'
        ' box-shadow: 0 6px 10px 3px rgba(0, 0, 0, .5)"></div>'
    ),
    "radius-clip": (
        '<div style="height: 60px; overflow: hidden; border-radius: 50%; background: #eee">'
        '<div style="height: 25px; background: #06a"></div></div>'
    ),
    "radius-img": '<img src="{picture}" style="width: 80px; height: 50px; border-radius: 50% / 30px 10px">',
    "opacity-group": (
        '<div style="opacity: .5; height: 80px; background: #c0341d"><div style="width: 50px; height: 50px;'
        ' background: #0af"></div></div>'
    ),
    "opacity-picture": '<img src="{picture}" style="width: 100px; height: 100px; opacity: .35">',
    "overflow-rounded": (
        '<div style="width: 80px; height: 80px; margin: 10px; overflow: hidden; border-radius: 20px; background: #eee">'
        '<img src="{picture}" style="width: 120px; height: 120px"></div>'
    ),
    "overflow-square": (
        '<div style="position: relative; width: 60px; height: 60px; overflow: hidden; background: #eee"><div'
        ' style="position: absolute; top: 20px; left: 20px; width: 90px; height: 90px; background: #c0341d"></div>'
        "</div>"
    ),
    "z-index": (
        '<div style="position: relative; height: 100px; background: #eee">'
        '<div style="position: absolute; z-index: 2; top: 10px; left: 10px; width: 50px; height: 50px;'
        ' background: #c31"></div><div style="position: absolute; z-index: 1; top: 30px; left: 30px; width: 50px;'
        " height: 50px;"
        ' background: #06a"></div></div>'
    ),
    "z-index-negative": (
        '<div style="position: relative; z-index: 0; height: 100px; background: #eee"><div style="height: 40px;'
        ' background: #c31"></div><div style="position: absolute; z-index: -1; inset: 20px; background: #06a"></div>'
        "</div>"
    ),
}


def document(fragment: str) -> str:
    """A card that shows one fragment on white."""
    body = fragment.replace("{picture}", PICTURE)
    return (
        f"<!doctype html><html lang='ja'><head><style>{RESET} body {{ background-color: #fff }}</style></head>"
        f"<body>{body}</body></html>"
    )


def write_picture(folder: Path) -> Path:
    """A small picture with every kind of edge: colour wedges, a grey ramp, a see-through corner."""
    image = Image.new("RGBA", (80, 50))
    for x in range(80):
        for y in range(50):
            color = (x * 3, 255 - y * 5, 128 if (x // 10 + y // 10) % 2 else 30, 255)
            image.putpixel((x, y), color if x + y > 30 else (0, 0, 0, 0))
    file = io.BytesIO()
    image.save(file, "PNG")
    path = folder / PICTURE
    path.write_bytes(file.getvalue())
    return path
