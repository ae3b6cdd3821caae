"""load -> plan -> render -> publish: the one pipeline behind every command."""

from publisher.pipeline.build import build
from publisher.pipeline.single import SingleCard, card_of, site_root
from publisher.pipeline.work import Progress, Request

__all__ = ["Progress", "Request", "SingleCard", "build", "card_of", "site_root"]
