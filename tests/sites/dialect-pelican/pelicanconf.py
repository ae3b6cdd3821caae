import os

AUTHOR = "岬 守"
SITENAME = "岬の便り"
SITEDESCRIPTION = "岬から"
HOST = "misaki.example"
SITEURL = "https://" + HOST
PATH = "content"
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"
ARTICLE_URL = "{date:%Y}/{date:%b}/{category}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%b}/{category}/{slug}/index.html"
ARTICLE_LANG_URL = f"{{lang}}/{{slug}}.html"
ARTICLE_LANG_SAVE_AS = "{lang}/{slug}.html"
FILENAME_METADATA = r"(?P<date>\d{4}-\d{2}-\d{2})(_(?P<slug>.*))?"
DEFAULT_METADATA = {"source_title": "none"}
DEFAULT_CATEGORY = "misc"
THEME_LIMIT = int(os.environ.get("LIMIT", "3"))
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = None
