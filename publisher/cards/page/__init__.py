"""A job -> the page that shows its card in a browser: the same boxes, sizes, lines and pictures.

    document ──style, layout──▶ placed boxes ──boxes, lines──▶ elements whose `style` holds their computed values

It is for whoever writes a template: the browser's developer tools show every box. What a browser lacks (`text-fit`,
lines broken by sense, scrims) stands in the page as it was resolved. Boxes are not placed by coordinates: the browser
lays them out by the same CSS, which makes it a judge of our layout as well.
"""

from __future__ import annotations

from publisher.cards.page.document import page_of

__all__ = ["page_of"]
