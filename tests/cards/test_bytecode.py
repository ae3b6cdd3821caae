"""Kept templates give what templates compiled anew give, and are used for nothing but their own source."""

import shutil
from pathlib import Path

import jinja2
import pytest

from publisher.cards.bytecode import KeptTemplates
from publisher.cards.template import Template
from publisher.owned import is_own

CONTEXT = {"post": {"title": "A & B"}}


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates as they are compiled."""
    names: list[str] = []
    generate = jinja2.Environment._generate

    def seen(self: jinja2.Environment, source: jinja2.nodes.Template, name: str, *rest: object, **more: object) -> str:
        names.append(name)
        return generate(self, source, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(jinja2.Environment, "_generate", seen)
    return names


def site(tmp_path: Path, **sources: str) -> Path:
    folder = tmp_path / "templates" / "cards"
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in sources.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
    return tmp_path


def rendered(root: Path, cache: Path | None) -> str:
    return Template.find("own", root, cache).render(CONTEXT)


def test_compiled_once_with_what_it_includes(tmp_path: Path, compiled: list[str]) -> None:
    root, cache = site(tmp_path, own='<p>{% include "part.html" %}', part="{{ post.title }}"), tmp_path / "cache"
    first = rendered(root, cache)
    assert sorted(compiled) == ["own.html", "part.html"]
    assert rendered(root, cache) == first == "<p>A &amp; B"
    assert len(compiled) == 2


def test_without_a_cache_nothing_is_kept(tmp_path: Path, compiled: list[str]) -> None:
    root = site(tmp_path, own="{{ post.title }}")
    assert rendered(root, None) == rendered(root, None)
    assert compiled == ["own.html", "own.html"]


def test_a_changed_template_is_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    cache = tmp_path / "cache"
    assert rendered(site(tmp_path, own="one"), cache) == "one"
    assert rendered(site(tmp_path, own="two"), cache) == "two"
    assert rendered(site(tmp_path, own="two"), cache) == "two"
    assert len(compiled) == 2


@pytest.mark.parametrize("kept", [0, 12, 40, -1])
def test_a_file_that_is_not_whole_is_not_used(tmp_path: Path, kept: int) -> None:
    root, cache = site(tmp_path, own="{{ post.title }}"), tmp_path / "cache"
    first = rendered(root, cache)
    (file,) = (cache / "templates").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:kept] + b"?")
    assert rendered(root, cache) == first
    assert file.read_bytes() == whole


def test_another_basis_is_another_template(tmp_path: Path, compiled: list[str]) -> None:
    folder = tmp_path / "kept"
    for basis in (b"1", b"1", b"2"):
        loader = jinja2.DictLoader({"a.html": "a"})
        jinja2.Environment(loader=loader, bytecode_cache=KeptTemplates(folder, basis)).get_template("a.html")
    assert len(compiled) == 2


def test_a_folder_that_others_may_write_to_is_passed_over(tmp_path: Path, compiled: list[str]) -> None:
    root, cache = site(tmp_path, own="{{ post.title }}"), tmp_path / "cache"
    rendered(root, cache)
    folder = cache / "templates"
    folder.chmod(0o777)
    assert not is_own(folder)
    rendered(root, cache)
    assert len(compiled) == 2
    shutil.rmtree(folder)
    rendered(root, cache)
    assert is_own(folder)


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("a file", encoding="utf-8")
    assert rendered(site(tmp_path, own="{{ post.title }}"), cache) == "A &amp; B"


def test_an_error_names_its_line_from_kept_bytecode_too(tmp_path: Path) -> None:
    root, cache = site(tmp_path, own="<p>\n{{ post.none.name }}"), tmp_path / "cache"
    told = set()
    for _ in range(2):
        with pytest.raises(Exception, match=r"own\.html:2") as caught:
            rendered(root, cache)
        told.add(str(caught.value))
    assert len(told) == 1
