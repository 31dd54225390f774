"""Every error that a user can meet, as one tree. Each message ends in the next step.

QAServiceError
├── UsageError            the call is wrong: nothing was tried
│   ├── QuestionError     empty or oversized question
│   └── TitleError        empty or oversized title of a conversation
├── NotFound              no article, conversation or answer of that id
├── TooSlow               an answer that takes longer than it may
├── SettingsError         a setting that does not exist or is out of bounds
├── ModelError            the embedding model cannot be prepared or loaded
├── StoreError            the store cannot be used
│   ├── StoreInUse        another process owns the store
│   ├── StoreTooNew       the store was written by a newer version of the program
│   └── ModelMismatch     the store was filled by another embedding model
├── BackupError           a backup that cannot be made, or is refused
├── DatasetError          an evaluation file that cannot be read
├── FetchError            an address on the web that is not fetched, now or ever
│   ├── PageGone          there is nothing at it
│   └── Unavailable       it cannot be fetched just now
└── UnreadableFile        one file that is no article; never stops the others
"""


class QAServiceError(Exception):
    """The root: the command line prints its message and exits with 1."""


class UsageError(QAServiceError):
    """The call is wrong; the command line exits with 2."""


class QuestionError(UsageError):
    """The question is empty or too long."""


class TitleError(UsageError):
    """The title of a conversation is empty or too long."""


class NotFound(QAServiceError):
    """No such article, conversation or answer."""


class TooSlow(QAServiceError):
    """The answer takes longer than it may."""


class SettingsError(UsageError):
    """A setting is unknown or out of its bounds."""


class ModelError(QAServiceError):
    """The embedding model cannot be prepared or loaded."""


class StoreError(QAServiceError):
    """The store cannot be used as it is."""


class StoreInUse(StoreError):
    """Another process owns the store; `address` is its base URL if it serves one."""

    def __init__(self, message: str, address: str | None = None) -> None:
        super().__init__(message)
        self.address = address


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""


class ModelMismatch(StoreError):
    """The store was filled by another embedding model than the one configured."""


class BackupError(QAServiceError):
    """A backup cannot be made, or is refused before anything is changed."""


class DatasetError(QAServiceError):
    """An evaluation data set that cannot be read."""


class FetchError(QAServiceError):
    """An address on the web is not fetched; the message is the reason."""


class PageGone(FetchError):
    """There is nothing at an address."""


class Unavailable(FetchError):
    """An address cannot be fetched just now; rather not before `until`, in Unix time."""

    def __init__(self, message: str, until: float | None = None) -> None:
        super().__init__(message)
        self.until = until


class UnreadableFile(QAServiceError):
    """A file from which no article can be made; the message is the reason."""
