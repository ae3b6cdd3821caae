"""The dataclasses that compile their methods when called are judged by the standard library's."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from publisher import lazy


def _tree(dataclass: Callable[..., Callable[[type], type]], **flags: bool) -> type:
    @dataclass(**(flags or {"frozen": True, "slots": True}))
    class Tree:
        """A tree."""

        name: str
        height: float = 1.5
        leaves: list[str] = dataclasses.field(default_factory=list, repr=False)
        note: str = dataclasses.field(default="", compare=False, kw_only=True)
        rings: int = dataclasses.field(init=False, default=0)
        birds: list[str] = dataclasses.field(init=False, default_factory=list)

    return Tree


@lazy.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two numbers, and their sum."""

    one: int
    two: int = 2
    total: int = dataclasses.field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.one + self.two)


OURS, THEIRS = _tree(lazy.dataclass), _tree(dataclasses.dataclass)
USED = _tree(lazy.dataclass)
for _ in range(20):  # more than a few instances: what makes them is compiled
    USED("ash")
CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("oak",), {}),
    (("oak", 2.0), {"note": "old"}),
    (("oak",), {"leaves": ["a"], "height": 2}),
    ((), {}),
    (("oak", 1, [], "note"), {}),
    (("oak",), {"bark": 1}),
    (("oak",), {"name": "ash"}),
    (("oak",), {"rings": 1}),
]


def _outcome(make: Callable[[], object]) -> str:
    try:
        return repr(make())
    except (AttributeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize(("args", "values"), CALLS)
def test_a_call_gives_or_refuses_the_same(args: tuple[Any, ...], values: dict[str, Any]) -> None:
    fresh = _tree(lazy.dataclass)
    expected = _outcome(lambda: THEIRS(*args, **values))
    for ours in (fresh, fresh, OURS, USED):
        assert _outcome(partial(ours, *args, **values)) == expected


@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("others", [{"frozen": True}, {"eq": False}, {"frozen": True, "eq": False}, {}])
def test_other_kinds_do_what_theirs_do(slots: bool, others: dict[str, bool]) -> None:
    ours, theirs = (_tree(kind, slots=slots, **others) for kind in (lazy.dataclass, dataclasses.dataclass))
    for args, values in CALLS * 4:
        assert _outcome(partial(ours, *args, **values)) == _outcome(partial(theirs, *args, **values))

    def seen(kind: type) -> list[str]:
        tree, same = kind("oak"), kind("oak", note="a")
        refused = _outcome(partial(setattr, tree, "height", 2)).partition(":")[0]
        hashed = _outcome(partial(hash, tree)).startswith("TypeError")
        told = (refused, hashed, tree == same, repr(tree), hasattr(tree, "__dict__"))
        return [str(fact).replace("_tree.<locals>.", "") for fact in told]

    assert seen(ours) == seen(theirs)


def test_only_what_makes_many_instances_is_compiled() -> None:
    fresh = _tree(lazy.dataclass)
    made = [(fresh("oak"), fresh.__init__) for _ in range(20)]  # type: ignore[misc]
    assert made[0][1] is made[5][1] is not made[-1][1] is made[-2][1]
    assert made[0][0] == made[-1][0]


def test_equal_and_hashed_by_the_fields_that_compare() -> None:
    assert Pair(one=1) == Pair(one=1, two=2) != Pair(one=1, two=3)
    assert hash(Pair(one=1)) == hash(Pair(one=1, two=2))
    assert OURS("oak", note="a") == OURS("oak", note="b")
    assert OURS("oak") != THEIRS("oak")
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS("oak"))


def test_nothing_can_be_set_or_taken_away() -> None:
    pair = Pair(one=1)
    for name in ("one", "new"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(pair, name, 2)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(pair, name)


def test_defaults_that_are_made_are_not_shared() -> None:
    assert OURS("oak").leaves is not OURS("oak").leaves


def test_copied_replaced_pickled_and_told_as_a_table() -> None:
    pair = Pair(one=1)
    for same in (copy.copy(pair), copy.deepcopy(pair), pickle.loads(pickle.dumps(pair)), dataclasses.replace(pair)):
        assert same == pair
        assert same.total == 3
    assert dataclasses.asdict(pair) == {"one": 1, "two": 2, "total": 3}
    assert dataclasses.replace(pair, two=5).total == 6


def test_own_methods_stay() -> None:
    @lazy.dataclass(frozen=True, slots=True)
    class Shown:
        name: str

        def __repr__(self) -> str:
            return "mine"

    assert repr(Shown("a")) == "mine"
