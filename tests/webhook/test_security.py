"""What a pushed repository may try, each tried: through a real push, pull and build."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from publisher.config import Settings
from publisher.errors import UsageError
from publisher.load import load, render_content, scan
from publisher.webhook.command import StepFailed, Surroundings, run
from publisher.webhook.git import check_remote, pull, remote_revision
from publisher.webhook.service import workshop
from tests.fetch.web import Web
from tests.pipeline.sites import NOW, contents, jekyll_site, post
from tests.webhook.world import Blog, Service, configuration, git, serving

AROUND = Surroundings(environ=dict(os.environ), seconds=60)

MERGE_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog.make(tmp_path / "git")


@pytest.fixture
def service(tmp_path: Path, blog: Blog) -> Service:
    """Not started: each test builds once."""
    with serving(tmp_path / "home", configuration(blog), start=False) as service:
        return service


def reported(service: Service) -> list[dict[str, Any]]:
    """The last build's problems."""
    from contextlib import closing

    from publisher.webhook.inbox import Inbox
    from publisher.webhook.status import as_json, look

    with closing(Inbox(service.home / ".publisher-webhook" / "inbox.sqlite3")) as inbox:
        found: list[dict[str, Any]] = as_json(look(inbox))["last_build"]["report"]["problems"]
        return found


def problems(service: Service) -> dict[str, str]:
    """The codes of the last build's errors by path."""
    return {problem["path"]: problem["code"] for problem in reported(service) if problem["level"] == "error"}


@pytest.mark.parametrize(
    ("front", "code"),
    [
        (MERGE_BOMB, "yaml-alias"),
        ("x: " + "[" * 50 + "]" * 50 + "\n", "yaml-depth"),
        ("x: " + "y" * 70_000 + "\n", "front-matter-long"),
        ("x: !!python/object/apply:os.system ['touch owned']\n", "yaml"),
    ],
    ids=["aliases", "depth", "size", "tags"],
)
def test_yaml_that_attacks_is_one_problem(blog: Blog, service: Service, front: str, code: str) -> None:
    (blog.clone / "_posts" / "2026-01-08-evil.md").write_text(f"---\ntitle: 悪い\n{front}---\n", encoding="utf-8")
    blog.push()
    done = service.once()
    assert done.returncode == 0, done.stderr
    assert problems(service) == {"_posts/2026-01-08-evil.md": code}
    assert "第1回の話" in (service.out / "atom.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ 'a' * 10**9 * 4 }}", "memory"),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "took over|signal|exit code",
        ),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "template|access|unsafe|'str object'|undefined|__mro__"),
    ],
    ids=["memory", "time", "escape"],
)
def test_a_template_that_attacks_ends_its_build_alone(blog: Blog, service: Service, template: str, reason: str) -> None:
    assert service.once().returncode == 0
    before = contents(service.out)
    folder = blog.clone / "templates" / "cards"
    folder.mkdir(parents=True)
    (folder / "news.html").write_text(f"<html><body>{template}</body></html>", encoding="utf-8")
    blog.push()
    (service.home / "publisher.toml").write_text(configuration(blog, timeout=6), encoding="utf-8")
    done = service.once()
    assert done.returncode == 1
    assert contents(service.out) == before
    import re

    assert re.search(reason, done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_links_that_attack_are_not_published(tmp_path: Path) -> None:
    body = "[a](javascript:alert(1)) [b](//evil.example/x) <a href=' JaVaScript:x'>c</a> <script>d()</script>"
    body += ' <img src=x onerror="e()"> <a href="data:text/html,f">g</a>'
    root = jekyll_site(tmp_path / "site", 0)
    (root / "_posts" / "2026-01-08-links.md").write_text(post("リンク", body=body), encoding="utf-8")
    loaded = load(scan(root, Settings()), Settings(), now=NOW)
    html = render_content(loaded.posts[0], loaded.bodies.of(loaded.posts[0]), loaded.site).html
    for evil in ("javascript", "JaVaScript", "evil.example", "<script", "onerror", "data:"):
        assert evil not in html


def test_nothing_in_the_repository_is_run_or_followed(tmp_path: Path, blog: Blog) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(post("盗まれた秘密"), encoding="utf-8")
    (blog.clone / "_posts" / "2026-01-08-link.md").symlink_to(secret)
    (blog.clone / "json.py").write_text("open('/owned', 'w')", encoding="utf-8")
    (blog.clone / "publisher").mkdir()
    (blog.clone / "publisher" / "__init__.py").write_text("raise SystemExit('owned')", encoding="utf-8")
    hooks = blog.clone / "hooks"
    hooks.mkdir()
    (hooks / "post-checkout").write_text(f"#!/bin/sh\ntouch {tmp_path}/owned\n", encoding="utf-8")
    (hooks / "post-checkout").chmod(0o755)
    blog.push()
    with serving(tmp_path / "home", configuration(blog), start=False) as service:
        done = service.once()
        assert done.returncode == 0, done.stderr
        checkout = service.home / ".publisher-webhook" / "checkout"
        assert not (checkout / "_posts" / "2026-01-08-link.md").is_symlink()
        git("config", "core.hooksPath", "hooks", cwd=checkout)
        blog.push()
        assert service.once().returncode == 0
        assert "盗まれた秘密" not in (service.out / "atom.xml").read_text(encoding="utf-8")
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    ("remote", "branch"),
    [
        ("--upload-pack=touch owned", "main"),
        ("ext::sh -c touch% owned", "main"),
        ("fd::17", "main"),
        ("", "main"),
        ("https://blog.example/x.git", "--output=owned"),
        ("https://blog.example/x.git", "a..b"),
        ("https://blog.example/x.git", "a b"),
        ("https://blog.example/x.git", "x.lock"),
    ],
)
def test_remotes_and_branches_that_are_none_stop_the_start(remote: str, branch: str) -> None:
    with pytest.raises(UsageError):
        check_remote(remote, branch)


@pytest.mark.parametrize(
    "remote", ["https://h.example/b.git", "git@h.example:b.git", "ssh://h.example/b", "/srv/b.git"]
)
def test_remotes_as_people_have_them_are_taken(remote: str) -> None:
    check_remote(remote, "feature/記事-2")


@pytest.mark.parametrize("site", ["../elsewhere", "/etc", "a/../../b"])
def test_a_site_outside_what_is_pulled_stops_the_start(tmp_path: Path, site: str) -> None:
    (tmp_path / "publisher.toml").write_text(configuration(None, site=site), encoding="utf-8")
    with pytest.raises(UsageError, match="leads out"):
        workshop(tmp_path, {})


def test_a_pulled_configuration_does_not_speak_for_the_service(tmp_path: Path, blog: Blog) -> None:
    toml = '[webhook]\nrun = ["touch", "owned"]\n[notify]\nhubs = ["http://127.0.0.1:1/"]\n[cards]\npath = "cards"\n'
    (blog.clone / "publisher.toml").write_text(toml, encoding="utf-8")
    blog.push()
    with serving(tmp_path / "home", configuration(blog), start=False) as service:
        done = service.once()
        assert done.returncode == 0, done.stderr
        assert not (service.home / ".publisher-webhook" / "checkout" / "owned").exists()
        assert "told" not in done.stderr


@pytest.mark.parametrize(
    ("service_says", "repository_says", "environment_says", "code"),
    [
        ("", '"*", "localhost:PORT"', "", "picture-remote"),
        ('"localhost:PORT"', "", "", "picture-refused"),
        ('"localhost:PORT"', '"localhost:PORT"', "", "picture-refused"),
        ("", "", "localhost:PORT", "picture-refused"),
    ],
    ids=["repository", "service", "both", "environment"],
)
def test_the_service_alone_says_where_pictures_are_fetched_from_and_never_inside(
    web: Web, tmp_path: Path, blog: Blog, service_says: str, repository_says: str, environment_says: str, code: str
) -> None:
    web.put("/a.png", b"")
    port = str(web.secure)
    theirs = f'[cards]\ntemplate = "photo"\nfetch = [{repository_says.replace("PORT", port)}]\n'
    (blog.clone / "publisher.toml").write_text(theirs, encoding="utf-8")
    blog.write("2026-01-08-photo.md", "写真", more=f"image: {web.url('/a.png', 'localhost')}\n")
    blog.push()
    ours = f"[cards]\nfetch = [{service_says.replace('PORT', port)}]\n"
    environ = {"PUBLISHER_CARDS_FETCH": environment_says.replace("PORT", port)} if environment_says else {}
    with serving(tmp_path / "home", configuration(blog) + ours, start=False, environ=environ) as service:
        done = service.once()
        assert done.returncode == 0, done.stderr
        assert [problem["code"] for problem in reported(service) if problem["field"] == "image"] == [code]
    assert web.asked == []


@pytest.mark.parametrize("slug", ["../../evil", "..%2f..%2fevil", "a/b", "a\\b", "．．／evil", "カ" * 120])
def test_slugs_that_attack_stay_in_the_output(tmp_path: Path, blog: Blog, service: Service, slug: str) -> None:
    blog.write("2026-01-08-slug.md", "道", more=f'slug: "{slug}"\n')
    blog.push()
    done = service.once()
    assert done.returncode == 0, done.stderr
    assert all(path.is_relative_to(service.out / "cards") for path in tmp_path.rglob("*evil*.png"))
    cards = list((service.out / "cards").iterdir())
    assert len(cards) >= 2
    assert all(len(card.name.encode()) <= 255 for card in cards)


def test_a_killed_git_s_locks_and_a_broken_checkout_are_no_obstacle(tmp_path: Path, blog: Blog) -> None:
    checkout = tmp_path / "checkout"
    first = pull(str(blog.bare), "main", checkout, AROUND)
    for lock in ("index.lock", "HEAD.lock", "refs/remotes/origin/published.lock", "packed-refs.lock"):
        (checkout / ".git" / lock).parent.mkdir(parents=True, exist_ok=True)
        (checkout / ".git" / lock).touch()
    second = blog.push()
    assert pull(str(blog.bare), "main", checkout, AROUND) == second != first
    for pack in (checkout / ".git" / "objects").rglob("*"):
        if pack.is_file():
            pack.chmod(0o600)
            pack.write_bytes(b"broken")
    assert pull(str(blog.bare), "main", checkout, AROUND) == second
    assert (checkout / "_config.yml").is_file()


def test_a_remote_that_does_not_answer_leaves_the_checkout(tmp_path: Path, blog: Blog) -> None:
    checkout = tmp_path / "checkout"
    pull(str(blog.bare), "main", checkout, AROUND)
    blog.bare.rename(tmp_path / "away")
    with pytest.raises(StepFailed):
        pull(str(blog.bare), "main", checkout, AROUND)
    assert (checkout / "_config.yml").is_file()


def test_a_history_that_was_rewritten_is_followed(tmp_path: Path, blog: Blog) -> None:
    pull(str(blog.bare), "main", tmp_path / "checkout", AROUND)
    git("commit", "--quiet", "--amend", "--allow-empty", "-m", "書き直し", cwd=blog.clone)
    git("push", "--quiet", "--force", "origin", "HEAD:main", cwd=blog.clone)
    revision = git("rev-parse", "HEAD", cwd=blog.clone)
    assert remote_revision(str(blog.bare), "main", AROUND, tmp_path) == revision
    assert pull(str(blog.bare), "main", tmp_path / "checkout", AROUND) == revision


def test_a_command_is_ended_with_all_it_started_when_its_time_is_up(tmp_path: Path) -> None:
    around = Surroundings(environ=dict(os.environ), seconds=1)
    script = 'trap "" TERM; sleep 300 & echo $! > child; wait'
    with pytest.raises(StepFailed, match="took over 1 s"):
        run("run", ["sh", "-c", script], around, cwd=tmp_path)
    child = (tmp_path / "child").read_text().strip()
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text()


def test_what_a_command_says_is_kept_to_its_end_and_without_tokens(tmp_path: Path) -> None:
    script = "yes filler | head -c 300000; echo; echo 'fatal: https://token:x@h.example/b.git said no'; exit 3"
    with pytest.raises(StepFailed) as raised:
        run("deploy", ["sh", "-c", script], AROUND, cwd=tmp_path)
    assert raised.value.reason == "fatal: https://***@h.example/b.git said no (exit code 3)"


def test_a_command_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="No such file"):
        run("run", ["no-such-command-anywhere"], AROUND, cwd=tmp_path)


def test_a_process_that_gets_away_is_not_waited_for(tmp_path: Path) -> None:
    started = time.monotonic()
    script = "echo before; setsid sh -c 'echo $$ > away; exec sleep 30' & sleep 0.3; echo after"
    assert run("run", ["sh", "-c", script], AROUND, cwd=tmp_path) == "before\nafter"
    assert time.monotonic() - started < 5
    os.kill(int((tmp_path / "away").read_text()), signal.SIGKILL)
