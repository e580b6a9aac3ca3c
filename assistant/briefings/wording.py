"""What the checks of a briefing found, in words for a person."""

from assistant.briefings.records import Fault, What

_FLAGS = {
    "quotation-absent": "Words in quotation marks do not stand in the source; the marks were taken off.",
    "quotation-stitched": "Words in quotation marks were put together from several places of the source; "
    "the marks were taken off.",
    "quotation-misattributed": "Somebody else says these words in the source; the marks were taken off.",
    "quotation-clipped": "The quotation leaves out what limits or denies it in the source.",
    "speaker-unsupported": "The source does not say that this speaker said so.",
    "number-unsupported": "A number does not stand in the source.",
    "date-unsupported": "A date does not stand in the source.",
    "name-unsupported": "A name does not stand in the source.",
    "words-unsupported": "Too few of its words stand in the source.",
    "markup-unsupported": "It has marks or addresses that do not stand in the source.",
    "negation": "It says the opposite of the source, or leaves out a “not”.",
    "quoted words without a source": "It quotes words without a source, so nobody has checked them.",
}

_FAULTS: dict[What, str] = {
    "changed": "The article has a new version in which these words are changed.",
    "corrected": "The article has been corrected since. Read it, then say so where you edit this.",
    "removed": "The article has been removed from the archive.",
    "embargoed": "The article may not be quoted now.",
    "absent": "These words do not stand in the source.",
}


def flag_in_words(flag: str) -> str:
    """Return a flag as a sentence; one that is not known here as it is."""
    return _FLAGS.get(flag, f"Flagged: {flag}.")


def fault_in_words(fault: Fault) -> str:
    """Return what is no longer so, with what is known of it."""
    return f"{_FAULTS[fault.what]} {fault.message}"
