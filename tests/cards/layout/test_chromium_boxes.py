"""Chromium as judge of boxes: the same document, the same rectangles."""

from __future__ import annotations

import json

import pytest

from publisher.cards import Job
from tests.cards.layout.documents import DOCUMENTS
from tests.cards.page.judge import apart, ours
from tests.chromium import needs_chromium, told

SIDE = (400, 300)
TOLERANCE = 0.6  # px; we keep fractions, Chromium sixty-fourths and whole borders
RESET = "* { margin: 0; padding: 0; box-sizing: border-box }"
DRIVER = """<!doctype html><html><meta charset="utf-8"><body style="margin: 0"><script>
const out = {};
async function measured(name, html) {
  const frame = document.createElement("iframe");
  Object.assign(frame, {width: 400, height: 300, srcdoc: html});
  frame.style.border = 0;
  await new Promise(done => { frame.onload = done; document.body.append(frame) });
  const body = frame.contentDocument.body;
  out[name] = [body, ...body.querySelectorAll("*")].filter(e => e.getClientRects().length).map(e => {
    const r = e.getBoundingClientRect();
    return [r.left, r.top, r.width, r.height];
  });
  frame.remove();
}
(async () => {
  for (const [name, html] of Object.entries(%s)) await measured(name, html);
  const pre = document.createElement("pre");
  pre.id = "out";
  pre.textContent = JSON.stringify(out);
  document.body.append(pre);
})();
</script></body></html>
"""


def document(name: str) -> str:
    css, body = DOCUMENTS[name]
    return f"<!doctype html><html><style>{RESET} {css}</style><body>{body}</body></html>"


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[float]]]:
    # A browser's page is as high as its content; a card is as high as it is.
    pages = {name: document(name).replace("<html>", '<html style="height: 300px">') for name in DOCUMENTS}
    page = tmp_path_factory.mktemp("boxes") / "driver.html"
    page.write_text(DRIVER % json.dumps(pages).replace("</", "<\\/"), encoding="utf-8")
    found: dict[str, list[list[float]]] = told(page)
    return found


@needs_chromium
@pytest.mark.parametrize("name", DOCUMENTS)
def test_boxes_lie_where_chromium_lays_them(name: str, theirs: dict[str, list[list[float]]]) -> None:
    job = Job(key=name, document=document(name), width=SIDE[0], height=SIDE[1], path="t.html", lang="ja")
    mine = [seen.rect for seen in ours(job)]
    assert len(mine) == len(theirs[name]) > 1
    different = [(a, b) for a, b in zip(mine, theirs[name], strict=True) if apart(a, b) > TOLERANCE]
    assert different == []
