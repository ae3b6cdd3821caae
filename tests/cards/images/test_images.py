"""Pictures of every kind: shown upright, in sRGB and eight bits, or refused by name."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from publisher.cards.images import MAX_PIXELS, decode, identify, open_picture
from publisher.cards.picture_files import PictureError, picture_digest, picture_stamp, read_picture
from tests.cards.images.pictures import BAD, GOOD, LEFT, RIGHT, SIZE, encoded, halves, palette_with_alpha


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return tuple(int(value) for value in found)


def near(one: tuple[int, ...], other: tuple[int, ...], by: int) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one[:3], other, strict=True))


@pytest.mark.parametrize("name", sorted(GOOD))
def test_every_allowed_kind_is_shown_upright(name: str) -> None:
    picture = identify(name, GOOD[name])
    assert (picture.width, picture.height) == SIZE
    image = decode(picture, *SIZE)
    assert image.mode in {"RGB", "RGBA"}
    assert image.size == SIZE
    grey = name == "grey16.png"
    left, right = ((86, 86, 86), (63, 63, 63)) if grey else (LEFT, RIGHT)
    assert near(pixel(image, 8, 24), left, 14)
    assert near(pixel(image, 55, 24), right, 14)


@pytest.mark.parametrize("name", sorted(BAD))
def test_every_bad_file_is_refused_by_name(name: str) -> None:
    data, code = BAD[name]
    with pytest.raises(PictureError) as caught:
        decode(identify(f"a%20b/{name}", data), 100, 100)
    assert caught.value.code == code
    assert f"a b/{name}" in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_svg_is_called_by_its_name() -> None:
    with pytest.raises(PictureError) as caught:
        identify("svg.png", BAD["svg.png"][0])
    assert "export it as PNG" in caught.value.hint


def test_a_see_through_palette_stays_see_through() -> None:
    image = decode(identify("p.png", palette_with_alpha()), *SIZE)
    assert image.mode == "RGBA"
    assert {pixel(image, 8, 24)[3], pixel(image, 55, 24)[3]} == {0, 255}


def test_just_under_the_limit_is_shown() -> None:
    data = encoded(Image.new("1", (5000, 5000)), "PNG")
    assert identify("p.png", data).width * 5000 == MAX_PIXELS


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_decoded_small(kind: str) -> None:
    picture = identify("p", encoded(halves((2000, 1000)), kind))
    image = decode(picture, 200, 100)
    assert 200 <= image.width <= 400
    assert 100 <= image.height <= 200


def test_a_picture_is_never_enlarged() -> None:
    assert decode(identify("p.png", GOOD["halves.png"]), 1200, 630).size == SIZE


def profile(*, swapped: bool) -> bytes:
    """sRGB under another name, or a profile whose red and blue are each other's."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = data.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
    if swapped:
        data = data.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
    return data


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_become_srgb(mode: str) -> None:
    for swapped, left in ((False, LEFT), (True, LEFT[::-1])):
        data = encoded(halves(mode=mode), "PNG", icc_profile=profile(swapped=swapped))
        assert near(pixel(decode(identify(str(swapped), data), *SIZE), 8, 24), left, 3)


def test_a_profile_that_is_none_is_passed_over() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for bad in (lab, b"nonsense", profile(swapped=True)[:200]):
        image = decode(identify("p.png", encoded(halves(), "PNG", icc_profile=bad)), *SIZE)
        assert near(pixel(image, 8, 24), LEFT, 0)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_damage_is_refused_or_shown_and_never_anything_else(name: str, data: st.DataObject) -> None:
    whole = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    try:
        image = decode(identify(name, cut), 40, 30)
    except PictureError as error:
        assert error.hint
    else:
        assert image.mode in {"RGB", "RGBA"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_picture_or_refused(data: bytes) -> None:
    with pytest.raises(PictureError):
        identify("x.png", data)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a picture in it and one beside it."""
    root = tmp_path / "site"
    (root / "images").mkdir(parents=True)
    (root / "images" / "潮 1.png").write_bytes(GOOD["halves.png"])
    (tmp_path / "secret.png").write_bytes(GOOD["halves.png"])
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "inside.png").symlink_to(root / "images" / "潮 1.png")
    (root / "loop.png").symlink_to(root / "loop.png")
    os.mkfifo(root / "pipe.png")
    return root


def test_a_percent_encoded_address_names_a_file_of_the_site(site: Path) -> None:
    src = "images/%E6%BD%AE%201.png"
    assert open_picture(src, site).width == SIZE[0]
    assert open_picture("inside.png", site).sha256 == picture_digest(src, site) != ""


@pytest.mark.parametrize(
    "src",
    [
        *("../secret.png", "images/../../secret.png", "%2e%2e/secret.png", "images/%2E%2E/%2E%2E/secret.png"),
        *(
            "/etc/passwd",
            "%2Fetc/passwd",
            "//host/a.png",
            "file:///etc/passwd",
            "https://host/a.png",
            "data:image/png,x",
        ),
        *("..%5Csecret.png", "c:/a.png", "a%00b.png", "", "link.png"),
    ],
)
def test_what_leads_out_of_the_site_is_refused(site: Path, src: str) -> None:
    with pytest.raises(PictureError) as caught:
        read_picture(src, site)
    assert caught.value.code == "picture-outside"
    assert picture_digest(src, site) == ""
    assert picture_stamp(src, site) == (-1, -1)


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("images/none.png", "picture-missing"),
        ("images", "picture-unreadable"),
        ("pipe.png", "picture-unreadable"),
        ("loop.png", "picture-unreadable"),
        ("x" * 300 + ".png", "picture-unreadable"),
    ],
)
def test_what_cannot_be_read_is_said(site: Path, src: str, code: str) -> None:
    with pytest.raises(PictureError) as caught:
        read_picture(src, site)
    assert caught.value.code == code


def test_a_file_beyond_all_measure_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(PictureError) as caught:
        read_picture("huge.png", tmp_path)
    assert caught.value.code == "picture-large"


def test_the_stamp_changes_with_the_file(site: Path) -> None:
    before = picture_stamp("inside.png", site)
    (site / "images" / "潮 1.png").write_bytes(GOOD["halves.jpg"])
    assert picture_stamp("inside.png", site) != before


def test_an_error_survives_the_way_between_processes() -> None:
    import pickle

    error = PictureError("a.png", "picture-missing", "there is no file a.png", "check", "t.html:3")
    again = pickle.loads(pickle.dumps(error))
    assert (again.src, again.code, again.message, again.hint, again.where) == (
        *("a.png", "picture-missing", "there is no file a.png", "check", "t.html:3"),
    )


def test_the_files_made_here_are_what_they_are_said_to_be() -> None:
    assert len(BAD["bomb.png"][0]) < 12_000
    with Image.open(io.BytesIO(GOOD["animated.gif"])) as image:
        image.seek(1)
    with Image.open(io.BytesIO(GOOD["cmyk.jpg"])) as image:
        assert image.mode == "CMYK"
