"""The real policy over a table of addresses, whatever this Python's own `is_global` says of them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.fetch.addresses import is_public

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.8.9.10
168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.192 192.0.2.7
192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.216.34 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::5db8:d822 64:ff9b:1::a00:1 100::1
2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1 3fff::1 5f00::1
fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 ff0e::1 4000::1 8000::1
""".split()

OUTSIDE = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 93.184.216.34 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1
168.63.129.15 169.253.255.255 169.255.0.1 172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255 192.169.0.1 198.17.0.1
198.20.0.1 223.255.255.255
2001:200::1 2001:4860:4860::8888 2400:cb00:2048:1::c629:d7a2 2606:2800:220:1::1 2a00:1450:4001::5e 3ffe::1
""".split()


@pytest.mark.parametrize("text", INSIDE)
def test_what_is_set_aside_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_anyone_may_reach_is(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_gets_in_by_way_of_ipv6(address: IPv4Address) -> None:
    inside = int(address)
    mapped, nat64, compatible = 0xFFFF << 32 | inside, 0x64FF9B << 96 | inside, inside
    teredo, six_to_four = 0x20010000 << 96 | (inside ^ 0xFFFFFFFF), 0x2002 << 112 | inside << 80
    for number in (mapped, nat64, compatible, teredo, six_to_four):
        assert not is_public(IPv6Address(number))


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or address.is_loopback:
        assert not is_public(address)
