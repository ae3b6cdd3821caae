"""Compiles with mypyc what a card spends its time in, for who asks for it: `HATCH_BUILD_HOOKS_ENABLE=1 pip install .`.

The compiled modules draw the same cards, to the byte. For that, floats are summed from lists there: `sum` of a
generator is compiled to plain additions, while from Python 3.12 on the interpreter makes up for what they round.

Their sources stay beside them in the wheel: a card's fingerprint is a digest of these, and so does not depend on how
the package was built.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Distribution

# What else draws cards is left out, for a reason each:
# - fonts.py: a leaning face is a copy of an upright one, and `copy` cannot make an object of a compiled class;
# - template.py: a compiled class works a cached property out at every call, and here these are compiled templates;
# - style/model.py: compiled objects take no weak references, by which equal styles are one;
# - the rest of style/, encode.py, deflating.py: as slow as before, their time is lxml's and zlib-ng's;
# - page/, images.py, legibility.py, pool.py and others: they are not in the way of one card after another.
COMPILED = (
    "publisher/cards/text/*.py",
    "publisher/cards/layout/*.py",
    "publisher/cards/paint/*.py",
    "publisher/cards/card.py",
)
# What the modules import need not be installed where they are compiled.
_OPTIONS = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent")


class Compiled(BuildHookInterface[Any]):
    """A wheel for this platform, with libraries beside the sources that they were made of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and hand over what came of it."""
        if version == "editable":
            self.app.display_warning("nothing is compiled: an editable install runs the sources as they are")
            return
        self._work = TemporaryDirectory()
        libraries = compiled(Path(self.root), Path(self._work.name))
        build_data["force_include"] |= {str(path): place for place, path in libraries.items()}
        build_data |= {"pure_python": False, "infer_tag": True}

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Clear up; the wheel is written."""
        if version != "editable":
            self._work.cleanup()


def compiled(root: Path, work: Path) -> dict[str, Path]:
    """The libraries made of the modules under `root`, by their place in the wheel; they lie in the folder `work`."""
    sources = sorted(str(path) for glob in COMPILED for path in root.glob(glob) if path.name != "__init__.py")
    if cached := [source for source in sources if "cached_property" in Path(source).read_text(encoding="utf-8")]:
        raise ValueError(f"compiled, a cached_property is worked out at every call: {', '.join(cached)}")
    modules = mypycify(
        [*_OPTIONS, f"--cache-dir={work / 'cache'}", *sources],
        opt_level="1",  # with this and a file each they compile in a third of the time, and are as fast
        multi_file=True,
        debug_level="0",
        target_dir=str(work),
    )
    for module in modules if sys.platform != "win32" else ():
        module.extra_compile_args.append("-ffp-contract=off")  # `a * b + c` is rounded twice, as the interpreter does
    command: Any = Distribution({"ext_modules": modules}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(work / "lib"), str(work / "temp")
    command.ensure_finalized()
    command.run()
    return {path.relative_to(command.build_lib).as_posix(): path for path in (work / "lib").rglob("*.*")}
