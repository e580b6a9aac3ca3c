"""Every error Dateline raises on purpose.

DatelineError
├── CorpusError              the home folder or one of its stores cannot be used
│   ├── ModelMismatch        the corpus was made with another embedding model
│   ├── ModelUnavailable     a model cannot be loaded
│   └── CorpusBusy           another process is writing and did not finish in time
├── NotFound                 no article has this id
│   └── Ambiguous            several have it
├── BadArticle               an input cannot become an article
│   └── UnreadableInput      a file or line cannot be read at all
│       └── FetchFailed      a web address cannot be fetched, or must not be
├── BadQuestion              a question or one of its filters cannot be used
├── BadBriefing              something cannot be put into a briefing, or not be changed so
├── BadExport                a briefing cannot be exported so
└── AnswerFailed             a language model failed or broke the rules

Each message says what to do next; the command line prints it as it is.
"""


class DatelineError(Exception):
    """Base of every error that is shown to a person."""


class CorpusError(DatelineError):
    """The home folder or one of its stores cannot be used."""


class ModelMismatch(CorpusError):
    """The corpus was made with another embedding model, dimension or splitting."""


class ModelUnavailable(CorpusError):
    """An embedding model or a cross-encoder cannot be loaded, or is not what it should be."""


class CorpusBusy(CorpusError):
    """Another process is writing and did not finish in time."""


class NotFound(DatelineError):
    """No article has this id."""


class Ambiguous(NotFound):
    """Several articles have this external id."""


class BadArticle(DatelineError):
    """An input cannot become an article."""


class UnreadableInput(BadArticle):
    """A file or line cannot be read at all."""


class FetchFailed(UnreadableInput):
    """A web address cannot be fetched, or must not be."""


class BadQuestion(DatelineError):
    """A question or one of its filters cannot be used."""


class BadBriefing(DatelineError):
    """Something cannot be put into a briefing, or what is in it cannot be changed so."""


class BadExport(DatelineError):
    """A briefing cannot be exported so: an unknown format or style, a place or a font that is missing."""


class AnswerFailed(DatelineError):
    """A language model failed or broke the rules."""
