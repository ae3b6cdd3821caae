"""The list of hosts and addresses held against it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.fetch.get import check_allowed
from publisher.fetch.hosts import FetchError, allowed_hosts, is_listed, shown, target_of


def takes(entry: str, url: str) -> bool:
    try:
        check_allowed(target_of(url), allowed_hosts([entry]))
    except FetchError as error:
        assert error.hint
        return False
    return True


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("a.example", "https://a.example/x.png"),
        ("a.example", "https://A.Example./x.png"),
        ("A.EXAMPLE", "https://a.example:443/x.png"),
        ("潮.example", "https://xn--ngx.example/x.png"),
        (".a.example", "https://x.a.example/"),
        ("*.a.example", "https://x.y.a.example/"),
        ("*", "https://anything.example/"),
        ("a.example:8443", "https://a.example:8443/"),
        ("http://a.example", "http://a.example/"),
        ("http://a.example", "https://a.example/"),
        ("http://*", "http://b.example/"),
        ("http://a.example:8080", "http://a.example:8080/"),
        ("https://a.example", "https://a.example/"),
        ("[2001:db8::1]:8443", "https://[2001:DB8::1]:8443/"),
    ],
)
def test_what_the_list_allows(entry: str, url: str) -> None:
    assert takes(entry, url)
    assert is_listed(url, allowed_hosts([entry]))


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("a.example", "https://b.example/"),
        ("a.example", "https://x.a.example/"),
        ("a.example", "https://nota.example/"),
        ("a.example", "https://a.example.evil.example/"),
        (".a.example", "https://a.example/"),
        (".a.example", "https://nota.example/"),
        ("a.example", "http://a.example/"),
        ("*", "http://a.example/"),
        ("*", "https://a.example:22/"),
        ("a.example", "https://a.example:80/"),
        ("a.example:8443", "https://a.example/"),
        ("http://a.example:8080", "http://a.example/"),
        ("http://a.example", "https://a.example:80/"),
    ],
)
def test_what_it_does_not(entry: str, url: str) -> None:
    assert not takes(entry, url)


@pytest.mark.parametrize(
    "url",
    [
        "https://user:secret@a.example/",
        "https://secret@a.example/",
        "https://b.example\\@a.example/",
        "https://@a.example/",
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher://a.example/",
        "//a.example/",
        "https://",
        "https:///x.png",
        "https://a.example:99999/",
        "https://a.example:x/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://a b.example/",
        "https://a.example%00.evil/",
        "https://a。example/",
        "https://-a.example/",
        "https://a.example/" + "x" * 9000,
    ],
)
def test_what_is_no_address_to_ask(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        target_of(url)
    assert caught.value.code == "picture-refused"
    assert "secret" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example", "/"),
        ("https://a.example?q=1#part", "/?q=1"),
        ("https://a.example/潮 1.png", "/%E6%BD%AE%201.png"),
        ("https://a.example/%E6%BD%AE.png?a=%2F", "/%E6%BD%AE.png?a=%2F"),
        ('https://a.example/"<>', "/%22%3C%3E"),
    ],
)
def test_what_is_asked_for_is_ascii(url: str, path: str) -> None:
    assert target_of(url).path == path


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"https://a.example/{text}", f"https://{text}/"):
        try:
            target = target_of(url)
        except FetchError:
            continue
        assert target.path.startswith("/")
        assert target.path.isascii()
        assert not any(char.isspace() or not char.isprintable() for char in target.path + target.authority)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://a.example/x.png", "https://a.example/x.png"),
        ("https://me:secret@a.example/x.png?token=secret#f", "https://a.example/x.png?…"),
        ("https://a.example/%E6%BD%AE.png", "https://a.example/潮.png"),
        ("https://a.example/%0Aerror%1B[31m.png", "https://a.example/%0Aerror%1B[31m.png"),
        ("https://a.example/\x1b", "https://a.example/%1B"),
        ("https://[::1/", "an address that is none"),
    ],
)
def test_messages_show_addresses_without_secrets(url: str, text: str) -> None:
    assert shown(url) == text
