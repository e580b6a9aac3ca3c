"""Invented matters that timelines are told of."""

from tests.assistant.archive import article

STRIKE = [
    article(
        "Harbour pilots begin a strike",
        "Harbour pilots in Halm began a strike on Monday for shorter night shifts.\n\nThe mayor was away.",
        "2025-03-03",
        outlet="Halm Gazette",
    ),
    article(
        "Harbour strike: first talks fail",
        "Talks over the harbour strike in Halm broke down on Thursday after six hours.\n\n"
        "“No pilot will go back to sixteen hours,” union leader Ada Quill said about the harbour strike.",
        "2025-03-06",
        outlet="Harbour Post",
    ),
    article(
        "Court allows harbour strike",
        "A court in Halm ruled on Wednesday that the harbour strike may go on.\n\n"
        "It began with a walkout of pilots in the harbour, and the strike grew.",
        "2025-03-12",
        outlet="Halm Gazette",
    ),
    article(
        "Harbour strike ends",
        "The harbour strike in Halm ended on Friday with a deal on night shifts.",
        "2025-03-21",
        outlet="Harbour Post",
    ),
]
BAKERY = article(
    "A bakery opens",
    "A new bakery on Mill Street sold nine hundred loaves of rye bread on Saturday morning.",
    "2025-03-10",
    outlet="Halm Gazette",
)
