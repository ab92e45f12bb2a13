"""Languages: which of those that news is written in a text's letters tell, by the model in `models/`.

Floor 0. The model is py3langid's, cut to `LANGUAGES` by `tools/language_model.py`, and the arithmetic is its own (naive
Bayes on the bytes of a text, Lui and Baldwin 2011), so the answers are the same; the whole of it takes half a second to
load, this .04 s. Out of scope: whether a text is long enough to tell, which is the business of `text`.
"""

import unicodedata
from collections import Counter
from functools import cache
from math import sqrt
from pathlib import Path

MODEL = Path(__file__).parents[1] / "models" / "languages.npz"
# What news is written in; the library's other labels (Extremaduran, Pidgin ...) only draw short lines away.
LANGUAGES = (
    "en es fr de it pt nl sv no da fi pl cs sk hu ro el tr ru uk bg sr hr ar he fa ur hi bn id ms vi th zh ja ko ku ps "
    "ca sq sw so am"
)


@cache
def _model():
    """Load the model: the row of weights of every n-gram, then weights, priors and languages, one per column.

    An n-gram that only begins longer ones has the row of its longest end that has one, or -1.
    """
    import numpy as np  # .1 s, which English text need not pay

    with np.load(MODEL, allow_pickle=False) as stored:
        rows = dict(zip(stored["ngrams"].tolist(), stored["rows"].tolist(), strict=True))
        return rows, stored["weights"], stored["priors"], stored["languages"]


def identify(text: str) -> tuple[str, float]:
    """Return the most likely of `LANGUAGES` and its probability; `("", 0.0)` where nothing in the text tells.

    >>> identify("Le pont a été fermé hier.")[0]
    'fr'
    """
    import numpy as np

    rows, weights, priors, languages = _model()
    text = text.lower() if text.isupper() else text
    data = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
    found, start = [], 0
    for end in range(1, len(data) + 1):
        # The longest n-gram that ends here and begins no earlier than the last; the empty one has no row.
        while (row := rows.get(data[start:end])) is None:
            start += 1
        found.append(row)
    counts = Counter(found)
    counts.pop(-1, None)
    if not counts:
        return "", 0.0
    times = np.fromiter(counts.values(), np.float32, len(counts))
    scores = np.log1p(times) @ weights[list(counts)] + priors
    scores *= 1 / sqrt(len(data))  # longer texts are not surer than they should be
    np.exp(scores - scores.max(), out=scores)
    scores /= scores.sum()
    # A language written in two scripts has a column for each.
    names, column = np.unique(languages, return_inverse=True)
    likely = np.zeros(len(names), np.float32)
    np.add.at(likely, column, scores)
    best = int(likely.argmax())
    return str(names[best]), float(likely[best])
