"""Why a finding matters: what readers and platforms do about it, by the finding's code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "address-insecure": "Slack, iMessage and most phones load no picture over plain http.",
        "address-local": "Nobody else's machine can reach it, so every share shows bare.",
        "address-relative": "Open Graph asks for whole addresses; Facebook, X and LINE do not complete them.",
        "alt-long": "X takes 420 characters and drops the rest.",
        "article-missing": "Liquid, shortcodes and MDX are only resolved in the page, so feed readers miss them.",
        "canonical-differs": "Platforms count shares and merge links by the canonical address.",
        "card-cropped": "X and KakaoTalk crop cards to 2:1, and what lies outside is gone.",
        "card-failed": "A link without a picture is passed over in every timeline.",
        "card-faint": "Timelines show cards at half size, on phones in the sun.",
        "card-heavy": "Over a platform's limit a share shows no picture at all.",
        "card-missing": "A link without a picture is passed over in every timeline.",
        "card-not-named": "Platforms show the picture that og:image names, and no other.",
        "card-overlaid": "X lays the page's title over the lower edge of the card.",
        "card-ratio": "Facebook and LinkedIn crop to 1.91:1, X and KakaoTalk to 2:1.",
        "card-shown-small": "X shows the wide card only for summary_large_image.",
        "card-small": "Facebook needs 600x315 pixels for a wide picture, LinkedIn 401 in width.",
        "card-type": "Mastodon doubts WebP, and no platform shows SVG.",
        "card-unreadable": "Platforms that cannot decode the picture show none.",
        "date-missing": "Feed readers put it last, and never show it as new.",
        "date-old": "Feed readers sort by date and hide what is old.",
        "date-order": "Search engines distrust dates that contradict each other.",
        "feed-missing": "Whoever subscribed to it hears nothing any more.",
        "glyph-missing": "The card shows 〓 where the letter should be.",
        "id-collision": "Feed readers take two entries with one id for the same entry, and show one.",
        "image-missing": "Readers, and feed readers, see a broken picture.",
        "page-missing": "Whoever follows the link from a feed or a share finds nothing there.",
        "page-unreadable": "What cannot be read here cannot be served either.",
        "page-without-head": "Without a head there is no place for what platforms look for.",
        "pages-unknown": "No page of a post was found, so none can be made ready to share.",
        "picture-kept": "The card shows what its host no longer gives.",
        "picture-missing": "The platform's fetch fails, and it keeps that failure for days.",
        "picture-refused": "The card is drawn without its picture.",
        "picture-remote": "The card is drawn without its picture.",
        "picture-size": "Platforms lay the share out by the declared size, and crop or drop what differs.",
        "picture-type": "Some platforms trust the declared type, and then cannot decode the picture.",
        "picture-unfetched": "The card is drawn without its picture.",
        "picture-unsized": "Facebook shows no picture on the first share of a link without its width and height.",
        "post-future": "Shares and feeds that name it early lead nowhere.",
        "summary-missing": "Slack, Discord and LINE show the summary under the title; without one they show nothing.",
        "tag-missing": "Platforms guess what a page does not say, mostly wrong.",
        "tag-twice": "Platforms differ in which of the two they take.",
        "tags-missing": "Slack, LINE, X and Facebook show such a link as bare text.",
        "title-cut": "LinkedIn cuts titles at 150 characters, Facebook near 90, X near 70.",
        "title-missing": "Platforms show the address where the title should be.",
        "title-twice": "Readers, and search engines, take the two for one.",
        "url-collision": "Only one of the two can be reached.",
    }
)
