"""Who may send webhooks: one module each, with `PROVIDER`.

    request ──verify──▶ signed by an active secret, or Unsigned (401)
            ──parse───▶ Delivery, or Malformed (400)

Both are pure. To add one: write the module, add it here, and prove it with the vendor's own vectors.
"""

from publisher.webhook.providers import (
    bitbucket,
    contentful,
    gitea,
    github,
    gitlab,
    microcms,
    path,
    sanity,
    standard,
    websub,
)
from publisher.webhook.providers.base import Delivery, Incoming, Malformed, Provider, Unsigned

__all__ = ["PROVIDERS", "Delivery", "Incoming", "Malformed", "Provider", "Unsigned"]

PROVIDERS: dict[str, Provider] = {
    module.PROVIDER.name: module.PROVIDER
    for module in (bitbucket, contentful, gitea, github, gitlab, microcms, path, sanity, standard, websub)
}
