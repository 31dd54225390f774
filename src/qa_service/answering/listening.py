"""Who hears of an answer while it is written."""

from collections.abc import Sequence
from typing import Protocol

from qa_service.domain.answer import Citation
from qa_service.domain.checked import Verdict
from qa_service.domain.written import Unverified


class Listener(Protocol):
    """Told of each sentence as soon as it is checked, by the thread that writes."""

    def sentence(self, text: str, cited: Sequence[Citation], verdict: Verdict) -> None:
        """The next part of the answer's text, with the citations that are first used in it.

        Its `verdict` is that it is supported or unsure.
        """

    def unverified(self, sentence: Unverified) -> None:
        """A sentence that failed the check, in the place where it stood."""

    def restart(self) -> None:
        """What was told so far counts no more: another answer takes its place."""

    def is_gone(self) -> bool:
        """Whether nobody waits for the answer any more."""


class Nobody:
    """Waits for the whole answer."""

    def sentence(self, text: str, cited: Sequence[Citation], verdict: Verdict) -> None: ...

    def unverified(self, sentence: Unverified) -> None: ...

    def restart(self) -> None: ...

    def is_gone(self) -> bool:
        return False


NOBODY = Nobody()
