"""Secrets, from the environment or from files it names; never from a configuration file, never in a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from publisher.errors import UsageError
from publisher.webhook.providers import PROVIDERS, Provider

PREFIX = "PUBLISHER_SECRET_"
SHORTEST = 16  # bytes

Secrets = Mapping[str, tuple[bytes, ...]]


def read_secrets(environ: Mapping[str, str], topics: Iterable[str] = ()) -> Secrets:
    """The active secrets by provider: `PUBLISHER_SECRET_<PROVIDER>`, or `..._FILE` with a path to them.

    Several, divided by blanks, are all active (to change one: add the new, tell the sender, take out the old). WebSub
    is there without a secret when there are topics. Raises UsageError for one that is empty, short or not in its form,
    for a provider nobody knows, and when there is none at all.
    """
    found: dict[str, tuple[bytes, ...]] = {}
    for name in sorted(environ):
        if name.startswith(PREFIX):
            provider = _provider(name)
            found[provider.name] = found.get(provider.name, ()) + _secrets(name, environ[name], provider)
    if any(topics):
        found.setdefault("websub", ())
    if not found:
        raise UsageError("no secret is set, so nobody may send", f"set {PREFIX}GITHUB, or {PREFIX}GITHUB_FILE")
    return found


def without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for the commands we run."""
    return {name: value for name, value in environ.items() if not name.startswith(PREFIX)}


def _provider(name: str) -> Provider:
    word = name.removeprefix(PREFIX).removesuffix("_FILE").lower()
    if word not in PROVIDERS:
        raise UsageError(f"{name}: no provider is called {word!r}", f"there are: {', '.join(PROVIDERS)}")
    return PROVIDERS[word]


def _secrets(name: str, value: str, provider: Provider) -> tuple[bytes, ...]:
    words = (_file(name, value) if name.endswith("_FILE") else value).split()
    if not words:
        raise UsageError(f"{name} is empty", "make one: openssl rand -hex 32")
    return tuple(_secret(name, word, provider) for word in words)


def _file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UsageError(f"{name}: {path} cannot be read: {reason}") from error


def _secret(name: str, word: str, provider: Provider) -> bytes:
    try:
        secret = provider.decode(word)
    except ValueError as error:
        raise UsageError(f"{name} is not a secret of {provider.name}: {error}") from error
    if len(secret) < SHORTEST:
        raise UsageError(
            f"{name} has {len(secret)} bytes, fewer than {SHORTEST}",
            "blanks divide secrets; make one: openssl rand -hex 32",
        )
    return secret
