"""Which addresses of the internet are public: those that anyone may reach, and nobody's inside."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

Address = IPv4Address | IPv6Address

# The IANA special-purpose registries (RFC 6890) and multicast. Written out, because what `is_global` says differs
# between releases of Python, and none of them knows the metadata service that Azure keeps at a public address.
_SPECIAL = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata service
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # Azure's
            "169.254.0.0/16",  # link-local; the metadata services of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # IETF protocols; Oracle's metadata service
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # multicast tunnels
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
            "2001::/23",  # IETF protocols, Teredo
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
# RFC 4291 §2.4. Outside it lie loopback, link-local, unique local, multicast, mapped IPv4, NAT64 (64:ff9b::/96).
_GLOBAL_UNICAST = ip_network("2000::/3")


def is_public(address: Address) -> bool:
    """True for a global unicast address that is set aside for nothing and leads to no IPv4 address inside it."""
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return not any(address in network for network in _SPECIAL)
