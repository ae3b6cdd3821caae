"""What to make and what is unchanged. Pure: fingerprints against the manifest, no files, no clock.

A card is looked at twice. When what goes into its template is the same as last time, its document is too, and nothing
need be rendered; when it differs, the document is rendered, and only if that differs as well is the card drawn again.
"""

from publisher.plan.cards import Basis, Sheet, card_path, entry_of, unchanged_context, unchanged_document
from publisher.plan.feeds import FeedFile, feed_files, select

__all__ = [
    "Basis",
    "FeedFile",
    "Sheet",
    "card_path",
    "entry_of",
    "feed_files",
    "select",
    "unchanged_context",
    "unchanged_document",
]
