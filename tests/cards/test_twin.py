"""A card comes out of the twin as out of this process, and whatever becomes of the twin it comes out."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publisher.cards import Job, pool, twin
from publisher.cards.twin import ahead, made_here
from publisher.errors import TemplateError

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
PAGE = "<style>body { width: 400px; height: 210px }</style><body><p>二人で一枚</p></body>"


def job(document: str = PAGE, hero: str = "", plain: str = "") -> Job:
    return Job(key="a", document=document, width=400, height=210, path="t.html", lang="ja", hero=hero, plain=plain)


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """There are two, and no threads: servers of other tests hold no lock. Nothing is left behind."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    before = descriptors()
    yield
    assert descriptors() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that this process draws itself."""
    jobs: list[Job] = []
    own, draw = os.getpid(), pool.draw_job

    def noted(job: Job) -> object:
        if os.getpid() == own:
            jobs.append(job)
        return draw(job)

    monkeypatch.setattr(pool, "draw_job", noted)
    return jobs


def test_the_twin_makes_the_same_card(drawn_here: list[Job]) -> None:
    with ahead() as make:
        made = make(job())
    assert drawn_here == []
    assert made == made_here(job())


def test_what_is_refused_comes_back_with_it(tmp_path: Path, drawn_here: list[Job]) -> None:
    hero = job(PAGE.replace("<p>", '<img src="none.png"><p>'), hero="none.png", plain=PAGE)
    with ahead() as make:
        data, refused = make(hero)
    assert drawn_here == []
    assert (data, refused) == made_here(hero)
    assert refused


def test_an_error_is_raised_here() -> None:
    wrong = job(PAGE.replace("<p>", "<p onclick=x>"))
    with pytest.raises(TemplateError) as here:
        made_here(wrong)
    with pytest.raises(TemplateError) as there, ahead() as make:
        make(wrong)
    assert (str(there.value), there.value.hint) == (str(here.value), here.value.hint)


def test_a_twin_that_nobody_needs_is_ended() -> None:
    with pytest.raises(ZeroDivisionError), ahead():
        raise ZeroDivisionError
    with ahead():
        pass


def _killed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    start = twin._Other.__init__

    def started(self: twin._Other, last: Callable[[], None]) -> None:
        start(self, last)
        os.kill(self._id, signal.SIGKILL)
        os.waitid(os.P_PID, self._id, os.WEXITED | os.WNOWAIT)

    monkeypatch.setattr(twin._Other, "__init__", started)


def _killed_with_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twin, "_made_or_error", lambda _: os.kill(os.getpid(), signal.SIGKILL))


def _killed_in_the_middle_of_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, own = pickle.dumps, os.getpid()
    monkeypatch.setattr(pickle, "dumps", lambda said: whole(said) if os.getpid() == own else whole(said)[:-9])


def _surprised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twin, "_made_or_error", lambda _: 1 // 0)


@pytest.mark.parametrize("fate", [_killed_at_once, _killed_with_the_job, _killed_in_the_middle_of_a_word, _surprised])
def test_the_card_comes_without_the_twin(
    fate: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch, drawn_here: list[Job]
) -> None:
    fate(monkeypatch)
    with ahead() as make:
        made = make(job())
    assert drawn_here == [job()]
    assert made == made_here(job())


def _none_left() -> int:
    raise BlockingIOError


@pytest.mark.parametrize("lacking", ["fork", "processor", "quiet", "process"])
def test_it_is_not_forked_where_that_is_of_no_use(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if lacking == "fork":
        monkeypatch.setattr(sys, "platform", "darwin")
    elif lacking == "processor":
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    elif lacking == "process":
        monkeypatch.setattr(os, "fork", _none_left)
    else:
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    with ahead() as make:
        assert make is made_here


def test_the_last_thing_it_does(tmp_path: Path) -> None:
    with ahead((tmp_path / "last").touch) as make:
        make(job())
    assert (tmp_path / "last").exists()
