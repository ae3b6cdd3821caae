"""The bodies of posts, which few builds need of more than a few posts: each is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from publisher.errors import LoadError
from publisher.load.dialects import Reading
from publisher.load.dialects.base import Linking, as_it_is
from publisher.load.late import Row
from publisher.load.readings import Tail, body_of, tail_of
from publisher.load.sources import SourceFile
from publisher.model import Post


class Origin(NamedTuple):
    """A file, what it means, and the row that remembers that, if there is one: then the reading may lack its body."""

    file: SourceFile
    reading: Reading
    row: Row | None = None

    @property
    def tail(self) -> Tail:
        """The post's body; "" where there is no post."""
        return tail_of(self.row) if self.row else self.reading.body


class Bodies:
    """The bodies of a site's posts: the source (Markdown, HTML ...) behind the front matter.

    `linking` resolves places that name other posts; `again` gives the body of a file that has changed meanwhile.
    """

    def __init__(
        self, origins: Iterable[Origin], linking: Linking = as_it_is, again: Callable[[str], str] = lambda _: ""
    ) -> None:
        # Not the origins themselves: the rows of ten thousand posts are 15 MB.
        self._tails = {origin.file.path: (origin.file, origin.tail) for origin in origins}
        self._linking = linking
        self._again = again

    def of(self, post: Post) -> str:
        """The body of a post, as it is to be rendered.

        Of a file that has changed since the site was scanned, it is what stands there now: the next build finds the
        change and takes in the rest of it.
        """
        return self._linking(post, self._own(post.path))

    def _own(self, path: str) -> str:
        try:
            return body_of(*self._tails[path])
        except LoadError:
            return self._again(path)
