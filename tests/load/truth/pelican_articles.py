"""What Pelican makes of a site: `python pelican_articles.py SITE`, where pelican[markdown] is installed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator
from pelican.settings import read_settings
from pelican.writers import Writer


def main() -> None:
    """Print a row per article, translations included."""
    os.chdir(sys.argv[1])
    settings = read_settings("pelicanconf.py")
    pelican = Pelican(settings)
    context = settings.copy() | {"generated_content": {}, "static_links": set(), "static_content": {}}
    context["localsiteurl"] = settings["SITEURL"]
    generator = ArticlesGenerator(
        context=context,
        settings=settings,
        path=pelican.path,
        theme=pelican.theme,
        output_path=pelican.output_path,
    )
    generator.generate_context()
    print("path\turl\tid\ttitle\tdate\tupdated\tlang\ttags\tcategory")
    for article in sorted([*generator.articles, *generator.translations], key=lambda one: one.relative_source_path):
        print("\t".join(row(article, settings)))


def row(article: Any, settings: dict[str, Any]) -> list[str]:
    """An article's cells; the id is what Pelican's own feed gives it."""
    values = vars(article)
    url = f"{settings['SITEURL']}/{article.url}"
    added: list[dict[str, Any]] = []
    feed = type("Feed", (), {"add_item": lambda _, **item: added.append(item)})()
    writer = Writer(".", settings=settings)
    writer.site_url = settings["SITEURL"]
    writer._add_item_to_the_feed(feed, article)
    return [
        (Path(settings["PATH"]).name + "/" + article.relative_source_path),
        url,
        str(added[0]["unique_id"]),
        str(article.title),
        article.date.isoformat(),
        values.get("modified", article.date).isoformat(),
        article.lang,
        json.dumps([tag.name for tag in values.get("tags", [])], ensure_ascii=False),
        article.category.name,
    ]


main()
