"""What authors write beside Markdown, as Markdown or HTML: kramdown's marks, Liquid, Hugo's shortcodes, Zenn's.

Each function gives the text and the `Left` of what has no meaning outside its generator and is taken out of the text.
In their patterns, what opens a construct may not stand in it again and lengths are bounded, so that a hostile text
costs linear time.
"""

from publisher.load.constructs.code import Left, fence_languages, outside_code
from publisher.load.constructs.kramdown import from_kramdown
from publisher.load.constructs.liquid import from_liquid
from publisher.load.constructs.shortcodes import from_shortcodes
from publisher.load.constructs.zenn import from_zenn

__all__ = [
    "Left",
    "fence_languages",
    "from_kramdown",
    "from_liquid",
    "from_shortcodes",
    "from_zenn",
    "outside_code",
]
