"""The site generators whose folders can be read, most particular first."""

from __future__ import annotations

from publisher.load.dialects.base import Dialect, Folder, Reader, Reading
from publisher.load.dialects.hugo import HUGO
from publisher.load.dialects.jekyll import JEKYLL
from publisher.load.dialects.plain import PLAIN
from publisher.load.dialects.zenn import ZENN

DIALECTS: tuple[Dialect, ...] = (JEKYLL, HUGO, ZENN, PLAIN)

__all__ = ["DIALECTS", "Dialect", "Folder", "Reader", "Reading"]
