"""The catalogue: what is known about articles, versions, passages and quotes; the one place of the truth.

Rows are asked for by what they are of (``article_rows``, ``passage_rows``, ``eligible``) and written by the
``ledger``; all of it is one database.
"""

from corpus.article_rows import ArticleRows
from corpus.eligible import Eligible
from corpus.ledger import Ledger
from corpus.passage_rows import PassageRows


class Catalogue(ArticleRows, PassageRows, Eligible, Ledger):
    """The rows of one home. Usable from several threads; each call takes its own connection."""
