"""Addresses as pages write them, some of them none: `https://[::1/` must cost a finding, not the build."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def joined(base: str, address: str) -> str:
    """The address seen from `base` (RFC 3986, 5); as it stands when one of them is no address."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def parts_of(address: str) -> SplitResult:
    """The parts of an address (RFC 3986, 3); all of it is path when it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
