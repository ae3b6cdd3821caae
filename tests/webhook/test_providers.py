"""Who may send: vectors that others computed, and laws that hold for every provider."""

from __future__ import annotations

import base64
import json
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.errors import UsageError
from publisher.webhook.providers import PROVIDERS, Incoming, Malformed, Unsigned
from publisher.webhook.secrets import read_secrets

VECTORS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "vectors.toml").read_text(encoding="utf-8"))[
    "vector"
]
NOW = 1_700_000_000.0
SECRETS = dict.fromkeys(PROVIDERS, b"0123456789abcdef" * 2) | {"gitlab": b"gitlab-token-of-its-own"}


def incoming_of(vector: dict[str, Any]) -> Incoming:
    return Incoming(
        target=vector.get("path", f"/hooks/{vector['provider']}"),
        headers=vector["headers"],
        body=vector["body"].encode(),
        now=float(vector.get("now", NOW)),
    )


def secret_of(vector: dict[str, Any]) -> bytes:
    return PROVIDERS[vector["provider"]].decode(vector["secret"])


def signed(name: str, body: bytes, headers: dict[str, str] | None = None) -> Incoming:
    """A request of that provider, with our own signature."""
    plain = Incoming(target=f"/hooks/{name}", headers=headers or {}, body=body, now=NOW)
    made = PROVIDERS[name].sign(plain, SECRETS[name])
    key = made.pop("", "")
    return replace(plain, headers={**plain.headers, **made}, key=key)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['provider']}: {vector['from']}")
class TestVectors:
    def test_it_is_accepted_among_several_secrets(self, vector: dict[str, Any]) -> None:
        secrets = (b"another secret that is active", secret_of(vector), b"whsec_AAAAAAAAAAAAAAAAAAAAAAAA")
        PROVIDERS[vector["provider"]].verify(incoming_of(vector), secrets)

    def test_a_changed_body_is_not(self, vector: dict[str, Any]) -> None:
        if "x-gitlab-token" in vector["headers"]:
            return  # a plain token signs nothing
        changed = replace(incoming_of(vector), body=vector["body"].encode() + b" ")
        with pytest.raises(Unsigned):
            PROVIDERS[vector["provider"]].verify(changed, (secret_of(vector),))

    def test_another_secret_is_not(self, vector: dict[str, Any]) -> None:
        with pytest.raises(Unsigned):
            PROVIDERS[vector["provider"]].verify(incoming_of(vector), (b"another secret that is active",))

    @pytest.mark.parametrize("later", [-3600.0, 3600.0])
    def test_an_old_or_early_one_is_not(self, vector: dict[str, Any], later: float) -> None:
        moved = replace(incoming_of(vector), now=vector.get("now", NOW) + later)
        if "now" not in vector:
            PROVIDERS[vector["provider"]].verify(moved, (secret_of(vector),))  # this sender gives no time
            return
        with pytest.raises(Unsigned):
            PROVIDERS[vector["provider"]].verify(moved, (secret_of(vector),))

    @pytest.mark.parametrize("value", ["", " ", "sha256=", "v1,", "t=1,v1=", "é" * 64, "0" * 63, "\x00", "sha256=zz"])
    def test_a_signature_out_of_form_is_refused(self, vector: dict[str, Any], value: str) -> None:
        for name in vector["headers"]:
            if "signature" in name or "token" in name:
                headers = vector["headers"] | {name: value}
                with pytest.raises(Unsigned):
                    PROVIDERS[vector["provider"]].verify(
                        replace(incoming_of(vector), headers=headers), (secret_of(vector),)
                    )


def test_every_provider_that_signs_has_a_vector() -> None:
    assert {vector["provider"] for vector in VECTORS} == PROVIDERS.keys() - {"path"}


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_we_sign_ourselves_is_accepted_and_means_look_again(name: str) -> None:
    fields, headers = PROVIDERS[name].sample("main")
    request = signed(name, json.dumps(fields).encode(), headers)
    PROVIDERS[name].verify(request, (SECRETS[name],))
    delivery = PROVIDERS[name].parse(request, "main")
    assert delivery.id
    assert delivery.ignored == ""


def test_standard_webhooks_agrees_with_its_own_library() -> None:
    from standardwebhooks import Webhook

    key = base64.b64encode(SECRETS["standard"]).decode()
    body = '{"type":"記事.更新"}'
    moment = datetime.fromtimestamp(NOW, UTC)
    theirs = Webhook(f"whsec_{key}").sign("msg_1", moment, body)
    ours = signed("standard", body.encode(), {"webhook-id": "msg_1"})
    assert ours.headers["webhook-signature"] == theirs


@pytest.mark.parametrize("name", PROVIDERS)
@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=200), value=st.text(st.characters(max_codepoint=255), max_size=100), data=st.data())
def test_any_bytes_are_refused_or_malformed_and_never_an_error(
    name: str, body: bytes, value: str, data: st.DataObject
) -> None:
    provider = PROVIDERS[name]
    known = signed(name, body)
    header = data.draw(st.sampled_from([*known.headers, "x-hub-signature", "webhook-signature", "x-gitlab-token"]))
    broken = replace(known, headers={**known.headers, header: value}, key=value)
    try:
        provider.verify(broken, (SECRETS[name],))
    except Unsigned:
        pass
    else:
        assert value == known.headers.get(header, value) or name in ("gitea", "path") or header not in known.headers
    try:
        delivery = provider.parse(known, "main")
    except Malformed:
        return
    assert 0 < len(delivery.id) <= 200


@pytest.mark.parametrize("name", ["github", "gitlab", "gitea", "bitbucket"])
@settings(max_examples=60, deadline=None)
@given(
    body=st.dictionaries(
        st.sampled_from(["ref", "push", "changes", "after", "deleted"]),
        st.recursive(
            st.none() | st.booleans() | st.text(max_size=5) | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["new", "changes", "type", "name", "ref"]), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
)
def test_any_json_object_is_read(name: str, body: dict[str, Any]) -> None:
    _, headers = PROVIDERS[name].sample("main")
    PROVIDERS[name].parse(signed(name, json.dumps(body).encode(), headers), "main")


@pytest.mark.parametrize(
    ("name", "headers", "body", "ignored"),
    [
        ("github", {"x-github-event": "ping"}, {"zen": "静けさ"}, "not a push"),
        ("github", {"x-github-event": "push"}, {"ref": "refs/heads/draft"}, "another branch"),
        ("github", {"x-github-event": "push"}, {"ref": "refs/tags/main"}, "another branch"),
        ("github", {"x-github-event": "push"}, {"ref": "refs/heads/main", "deleted": True}, "deleted"),
        ("gitlab", {"x-gitlab-event": "Note Hook"}, {}, "not a push"),
        ("gitlab", {}, {"ref": "refs/heads/main", "after": "0" * 40}, "deleted"),
        ("gitea", {"x-gitea-event": "release"}, {}, "not a push"),
        ("bitbucket", {"x-event-key": "diagnostics:ping"}, {}, "not a push"),
        (
            "bitbucket",
            {"x-event-key": "repo:push"},
            {"push": {"changes": [{"new": {"type": "tag", "name": "main"}}, {"new": None}]}},
            "another branch",
        ),
    ],
)
def test_what_does_not_concern_us_is_ignored(name: str, headers: dict[str, str], body: Any, ignored: str) -> None:
    delivery = PROVIDERS[name].parse(signed(name, json.dumps(body).encode(), headers), "main")
    assert ignored in delivery.ignored


def test_data_center_pushes_are_understood() -> None:
    body = {"changes": [{"ref": {"displayId": "main", "type": "BRANCH"}, "type": "UPDATE"}]}
    request = signed("bitbucket", json.dumps(body).encode(), {"x-event-key": "repo:refs_changed"})
    assert PROVIDERS["bitbucket"].parse(request, "main").ignored == ""


def test_an_empty_key_never_signs() -> None:
    """Gitea without a secret of its own sends the hash by an empty key."""
    body = b'{"ref":"refs/heads/main"}'
    plain = Incoming(target="/hooks/gitea", headers={}, body=body, now=NOW)
    empty = PROVIDERS["gitea"].sign(plain, b"")
    with pytest.raises(Unsigned):
        PROVIDERS["gitea"].verify(replace(plain, headers=empty), (SECRETS["gitea"],))


def test_a_gitlab_signing_token_is_no_plain_token() -> None:
    secret = b"whsec_" + base64.b64encode(bytes(32))
    request = Incoming(target="/", headers={"x-gitlab-token": secret.decode()}, body=b"{}", now=NOW)
    with pytest.raises(Unsigned):
        PROVIDERS["gitlab"].verify(request, (secret,))


def test_the_same_body_without_an_id_is_another_delivery_a_minute_later() -> None:
    request = signed("microcms", b'{"api":"news"}')
    first, again, later = (PROVIDERS["microcms"].parse(replace(request, now=NOW + more), "main") for more in (0, 1, 60))
    assert first == again
    assert first.id != later.id
    assert first.dirty


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({}, "no secret is set"),
        ({"PUBLISHER_SECRET_GITHUB": ""}, "is empty"),
        ({"PUBLISHER_SECRET_GITHUB": "  "}, "is empty"),
        ({"PUBLISHER_SECRET_GITHUB": "short"}, "has 5 bytes"),
        ({"PUBLISHER_SECRET_GITHUB": "0123456789abcdef short"}, "has 5 bytes"),
        ({"PUBLISHER_SECRET_GITHUBB": "0123456789abcdef"}, "no provider is called 'githubb'"),
        ({"PUBLISHER_SECRET_GITHUB_FILE": "/nowhere/at/all"}, "cannot be read"),
        ({"PUBLISHER_SECRET_STANDARD": "whsec_not base64 at all!!"}, "not base64"),
        ({"PUBLISHER_SECRET_GITLAB": "whsec_***"}, "not base64"),
    ],
)
def test_secrets_that_are_none_stop_the_start(environ: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        read_secrets(environ)
    assert "0123456789abcdef" not in str(raised.value)


def test_secrets_come_from_the_environment_and_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the-new-one-of-sixteen\nthe-old-one-of-sixteen\n", encoding="utf-8")
    environ = {
        "PUBLISHER_SECRET_GITHUB": "the-first-of-sixteen-bytes",
        "PUBLISHER_SECRET_GITHUB_FILE": str(tmp_path / "secret"),
    }
    found = read_secrets(environ)
    assert found == {"github": (b"the-first-of-sixteen-bytes", b"the-new-one-of-sixteen", b"the-old-one-of-sixteen")}
    assert read_secrets({}, ["https://tide.example/atom.xml"]) == {"websub": ()}
