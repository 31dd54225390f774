"""Functions as steps of a LangChain chain.

`RunnableLambda` looks at its function's signature and makes callbacks at each call: a chain of ten
took 1.5 ms a question, of these .3. What listens to a chain's sequences and branches still does.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig

from qa_service.answering.listening import Listener

Given = TypeVar("Given")
Made = TypeVar("Made")

LISTENER = "listener"  # in a chain's configuration: who hears of an answer being written


class Step(Runnable[Given, Made]):
    """A function of what the step before made."""

    def __init__(self, function: Callable[[Given], Made]) -> None:
        self._function = function

    def invoke(self, input: Given, config: RunnableConfig | None = None, **_: Any) -> Made:  # noqa: ANN401
        return self._function(input)


class HeardStep(Runnable[Given, Made]):
    """A function of that and of who listens."""

    def __init__(self, function: Callable[[Given, Listener | None], Made]) -> None:
        self._function = function

    def invoke(self, input: Given, config: RunnableConfig | None = None, **_: Any) -> Made:  # noqa: ANN401
        return self._function(input, (config or {}).get("configurable", {}).get(LISTENER))


def heard_by(listener: Listener | None) -> RunnableConfig:
    """The configuration of a chain to which somebody listens."""
    return {"configurable": {LISTENER: listener}}
