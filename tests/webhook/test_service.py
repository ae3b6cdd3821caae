"""The whole way, with real parts: pushed, delivered, built, published, told."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.sites import jekyll_site
from tests.webhook.world import SECRET, Blog, Hub, Service, configuration, hub_running, serving, until


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog.make(tmp_path / "git")


@pytest.fixture
def hub() -> Iterator[Hub]:
    with hub_running(Hub()) as hub:
        yield hub


def titles(service: Service) -> str:
    return (service.out / "atom.xml").read_text(encoding="utf-8")


def test_a_push_is_published_and_told(tmp_path: Path, blog: Blog, hub: Hub) -> None:
    notify = {"hubs": [hub.url], "indexnow": hub.url, "indexnow_key": "0123456789abcdef"}
    with serving(tmp_path / "home", configuration(blog, notify=notify)) as service:
        assert service.push_event("one")[0] == 202
        until(lambda: service.status()["last_published"])
        until(lambda: len(hub.pings) == 3)
        assert (service.out / "0123456789abcdef.txt").read_bytes() == b"0123456789abcdef"
        assert hub.url in titles(service)
        assert hub.notices == []  # all that was there before is no news

        blog.write("2026-01-09-news.md", "潮が満ちる", day="2026-01-09")
        revision = blog.push()
        assert service.push_event("two")[0] == 202
        until(lambda: service.published(revision))
        assert "潮が満ちる" in titles(service)
        assert len(list((service.out / "cards").glob("*.png"))) == 3
        until(lambda: len(hub.pings) == 6)
        until(lambda: hub.notices)
        (notice,) = hub.notices
        assert notice["urlList"] == ["https://tide.example/2026/01/09/news.html"]
        assert notice["keyLocation"] == "https://tide.example/0123456789abcdef.txt"
        until(lambda: service.status()["outbox"] == {"waiting": 0, "sent": 7, "failed": 0})


def test_the_same_revision_is_told_once(tmp_path: Path, blog: Blog, hub: Hub) -> None:
    with serving(tmp_path / "home", configuration(blog, notify={"hubs": [hub.url]})) as service:
        for number in range(3):
            assert service.push_event(f"again-{number}")[0] == 202
            until(lambda: service.status()["waiting"] == 0)
        assert service.kill(signal.SIGTERM) == 0
    assert sorted(hub.pings) == [f"https://tide.example/{name}" for name in ("atom.xml", "feed.json", "rss.xml")]


def test_a_hub_that_is_down_is_tried_again_and_the_build_is_done(tmp_path: Path, blog: Blog, hub: Hub) -> None:
    hub.failing = [503, 404]
    with serving(tmp_path / "home", configuration(blog, notify={"hubs": [hub.url]})) as service:
        service.push_event("one")
        until(lambda: service.status()["outbox"] == {"waiting": 1, "sent": 1, "failed": 1})
        assert service.status()["last_published"]["error"] == ""


def test_a_subscriber_hears_of_it_and_a_subscription_rebuilds(tmp_path: Path, blog: Blog, hub: Hub) -> None:
    topic = "https://tide.example/atom.xml"
    toml = configuration(blog, topics=[topic], notify={"hubs": [hub.url]})
    with serving(tmp_path / "home", toml, environ={"PUBLISHER_SECRET_WEBSUB": "the-hub-and-we-know-it"}) as service:
        hub.feeds = lambda _topic: (service.out / "atom.xml").read_bytes()
        callback = f"http://127.0.0.1:{service.port}/hooks/websub"
        asked = ("--hub", hub.url, "--callback", callback)
        assert service.call("subscribe", topic, *asked).returncode == 0
        assert service.call("subscribe", "https://other.example/feed", *asked).returncode == 2
        until(lambda: hub.subscribers)
        assert service.push_event("one")[0] == 202
        until(lambda: hub.delivered == [202])
        until(lambda: service.status()["last_published"] and service.status()["waiting"] == 0)
        assert set(hub.subscribers) == {topic}


def test_a_killed_service_forgets_nothing(tmp_path: Path, blog: Blog) -> None:
    with serving(tmp_path / "home", configuration(blog, quiet_ms=60_000, most_ms=600_000)) as service:
        assert service.push_event("kept")[0] == 202
        service.kill()
        (service.home / "publisher.toml").write_text(configuration(blog), encoding="utf-8")
        service.start()
        until(lambda: service.status()["last_published"])
        assert service.status()["waiting"] == 0


def test_a_service_killed_in_the_middle_of_a_step_leaves_no_process_and_starts_again(
    tmp_path: Path, blog: Blog
) -> None:
    slow = ["sh", "-c", 'echo $$ > "$PUBLISHER_CHECKOUT/../step"; test -e ../go || sleep 300']
    with serving(tmp_path / "home", configuration(blog, run=slow)) as service:
        step = service.home / ".publisher-webhook" / "step"
        service.push_event("one")
        number = int(until(lambda: step.is_file() and step.read_text().strip()))
        service.kill()
        until(lambda: not Path(f"/proc/{number}").exists())
        (service.home / ".publisher-webhook" / "go").touch()
        service.start()
        until(lambda: service.status()["last_published"])


def test_sigterm_lets_a_running_build_finish(tmp_path: Path, blog: Blog) -> None:
    with serving(tmp_path / "home", configuration(blog, run=["sleep", "1.5"])) as service:
        service.push_event("one")
        until(lambda: '"build begins"' in service.log)
        assert service.kill(signal.SIGTERM) == 0
        assert '"build is published"' in service.log
        assert (service.out / "atom.xml").is_file()
        with pytest.raises(ConnectionRefusedError):
            service.push_event("two")


def test_a_failing_generator_keeps_the_site_and_is_tried_again(tmp_path: Path, blog: Blog) -> None:
    with serving(tmp_path / "home", configuration(blog, run=["test", "!", "-e", "broken"])) as service:
        service.push_event("one")
        until(lambda: service.status()["last_published"])
        before = (service.out / "atom.xml").read_bytes()
        (blog.clone / "broken").touch()
        blog.push()
        service.push_event("two")
        until(lambda: service.status()["last_build"]["error"])
        assert service.status()["last_build"]["state"] == "waiting"
        assert "run: exit code 1" in service.status()["last_build"]["error"]
        assert (service.out / "atom.xml").read_bytes() == before
        assert b"publisher_failed_attempts 1.0" in service.get("/metrics")[1]

        (blog.clone / "broken").unlink()
        blog.write("2026-01-08-mended.md", "直りました", day="2026-01-08")
        revision = blog.push()
        service.push_event("three")
        until(lambda: service.published(revision))
        assert "直りました" in titles(service)


def test_a_bad_post_never_takes_the_site_down(tmp_path: Path, blog: Blog) -> None:
    (blog.clone / "_posts" / "2026-01-08-bad.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    revision = blog.push()
    with serving(tmp_path / "home", configuration(blog)) as service:
        service.push_event("one")
        until(lambda: service.published(revision))
        report = service.status()["last_published"]["report"]
        assert report["posts"] == 2
        assert [problem["path"] for problem in report["problems"] if problem["level"] == "error"] == [
            "_posts/2026-01-08-bad.md"
        ]


def test_the_remote_is_asked_at_the_start_for_what_was_never_delivered(tmp_path: Path, blog: Blog) -> None:
    with serving(tmp_path / "home", configuration(blog, reconcile=1)) as service:
        until(lambda: service.status()["last_published"])
        blog.write("2026-01-07-silent.md", "知らせのない記事", day="2026-01-07")
        revision = blog.push()
        until(lambda: service.published(revision))


def test_once_drains_and_exits(tmp_path: Path, blog: Blog, hub: Hub) -> None:
    toml = configuration(blog, notify={"hubs": [hub.url]})
    with serving(tmp_path / "home", toml, start=False) as service:
        done = service.once()
        assert done.returncode == 0, done.stderr
        assert "第1回の話" in titles(service)
        assert len(hub.pings) == 3
        assert service.once().returncode == 0
        assert len(hub.pings) == 3


def test_a_folder_of_its_own_is_built_without_git(tmp_path: Path) -> None:
    home = jekyll_site(tmp_path / "home", 2)
    with serving(home, configuration(None), start=False) as service:
        for _ in range(2):
            done = service.once()
            assert done.returncode == 0, done.stderr
        assert "第2回の話" in titles(service)
        assert len(list((service.out / "cards").iterdir())) == 2


def test_once_gives_way_to_a_service_at_work(tmp_path: Path, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    from publisher.errors import PublisherError
    from publisher.webhook.service import drain

    with serving(tmp_path / "home", configuration(blog)) as service:
        until(lambda: service.get("/status")[0] == 200)
        time.sleep(0.5)
        with pytest.raises(PublisherError, match="another worker"):
            drain(service.home, service.environment(), wait=0.3)


def test_replay_builds_again(tmp_path: Path, blog: Blog) -> None:
    with serving(tmp_path / "home", configuration(blog)) as service:
        service.push_event("first-id")
        until(lambda: service.status()["last_published"])
        assert service.push_event("first-id")[1].endswith(b'"recorded before"}')
        done = service.call("replay", "first-id")
        assert done.returncode == 0, done.stderr
        until(lambda: service.status()["last_published"]["id"] == 2)
        assert service.call("replay", "no-such-id").returncode == 1


@pytest.mark.parametrize("provider", ["github", "microcms", "standard", "path", "contentful", "sanity", "gitlab"])
def test_test_sends_itself_a_signed_delivery(tmp_path: Path, provider: str) -> None:
    import base64

    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode() if provider == "standard" else "s" * 40
    environ = {f"PUBLISHER_SECRET_{provider.upper()}": secret}
    with serving(tmp_path / "home", configuration(None, quiet_ms=60_000, most_ms=600_000), environ=environ) as service:
        url = f"http://127.0.0.1:{service.port}"
        done = service.call("test", "--provider", provider, "--url", url)
        assert (done.returncode, done.stdout) == (0, "202 recorded\n"), done.stderr
        assert service.call("test", "--provider", "bitbucket", "--url", url).returncode == 2
        assert service.status()["waiting"] == 1


def test_the_secrets_are_in_no_log_and_no_step(tmp_path: Path, blog: Blog) -> None:
    show = ["sh", "-c", "env > env.txt"]
    with serving(tmp_path / "home", configuration(blog, run=show)) as service:
        service.push_event("one")
        service.request(
            "POST", "/hooks/github", b"{}", Content_Type="application/json", X_Hub_Signature_256="sha256=00"
        )
        until(lambda: service.status()["last_published"])
        seen = (service.home / ".publisher-webhook" / "checkout" / "env.txt").read_text()
        assert "PUBLISHER_REVISION=" in seen
        assert "PUBLISHER_SECRET" not in seen
        service.kill(signal.SIGTERM)
        assert SECRET not in service.log
        assert "the signature is absent" in service.log
