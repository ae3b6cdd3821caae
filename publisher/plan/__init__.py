"""What to make and what is unchanged. Pure: fingerprints against the manifest, no files, no clock.

A card is looked at twice. When what goes into its template is the same as last time, its document is too, and nothing
need be rendered; when it differs, the document is rendered, and only if that differs as well is the card drawn again.
"""

from publisher.plan.cards import Basis, Sheet, card_path, entry_of, unchanged_context, unchanged_document
from publisher.plan.check import CardFacts, check_card, check_contrast, check_posts, check_text
from publisher.plan.feeds import Channel, FeedFile, channels, feed_files, name_key, page_path
from publisher.plan.ids import feed_ids

__all__ = [
    "Basis",
    "CardFacts",
    "Channel",
    "FeedFile",
    "Sheet",
    "card_path",
    "channels",
    "check_card",
    "check_contrast",
    "check_posts",
    "check_text",
    "entry_of",
    "feed_files",
    "feed_ids",
    "name_key",
    "page_path",
    "unchanged_context",
    "unchanged_document",
]
