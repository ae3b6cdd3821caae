"""The Jinja2 partial that ships writes what we write ourselves, and each include is for what it says."""

from __future__ import annotations

import re

from jinja2 import Environment, FileSystemLoader

from publisher.head import render
from publisher.resources import templates_dir
from tests.head.test_injection import TAGS

FOLDER = templates_dir() / "head"


def test_the_partial_writes_the_same_tags() -> None:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    tags = [{"tag": tag.name, "attributes": dict(tag.attributes), "text": tag.text} for tag in TAGS]
    written = environment.get_template("tags.html").render(tags=tags)
    assert written.strip() == "\n".join(map(render, TAGS))


def test_the_readme_names_every_file() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert set(re.findall(r"`([\w/]+\.(?:html|njk|astro))`", text)) == files - {"README.md"}
