"""The command line's answers to what is missing or wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.webhook import EXTRA, extra_needed
from publisher.errors import UsageError
from tests.cli.calls import publisher


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EXTRA:
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(UsageError) as raised, extra_needed():
            __import__(name)
        assert name in raised.value.message
        assert "feed-card-publisher[webhook]" in raised.value.hint


@pytest.mark.parametrize(
    ("toml", "environ", "message"),
    [
        ("", {}, "no secret is set"),
        ('[webhook]\nremote = "ext::sh -c x"\n', {}, "'remote' is not a git address"),
        ("[webhook]\nprot = 1\n", {}, "did you mean 'port'?"),
        ("[webhook]\nport = 99999\n", {}, "lies between 0 and 65535"),
        ('[notify]\nhubs = ["file:///etc/passwd"]\n', {}, "names no web address"),
        ('[notify]\nindexnow = "https://api.example/"\n', {}, "not an IndexNow key"),
        ("", {"PUBLISHER_SECRET_GITHUB": "short"}, "has 5 bytes, fewer than 16"),
        ('[webhook]\nhost = "192.0.2.1"\n', {"PUBLISHER_SECRET_GITHUB": "x" * 16}, "cannot listen on 192.0.2.1"),
    ],
)
def test_a_wrong_configuration_stops_the_start_with_one_line(
    tmp_path: Path, toml: str, environ: dict[str, Any], message: str
) -> None:
    (tmp_path / "publisher.toml").write_text(toml, encoding="utf-8")
    done = publisher("webhook", "--home", tmp_path, **environ)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_trial_without_a_service_says_so(tmp_path: Path) -> None:
    (tmp_path / "publisher.toml").write_text("[webhook]\nport = 9\n", encoding="utf-8")
    done = publisher("webhook", "--home", tmp_path, "test", "--provider", "github", PUBLISHER_SECRET_GITHUB="x" * 16)
    assert done.returncode == 1
    assert "http://127.0.0.1:9 does not answer" in done.stderr
