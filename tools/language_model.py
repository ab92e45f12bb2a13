"""Build models/languages.npz from the model that py3langid brings: its n-grams, and the weights of our languages.

    pip install py3langid==0.4.0    # BSD-3; it is among the packages of the tests
    python tools/language_model.py

py3langid keeps, packed for size, an automaton over bytes (a row of 256 next states for each state) and the weights of
142 languages. A state is the n-gram that leads to it, and the automaton goes from each n-gram to the longest that ends
the text so far; so the n-grams alone say as much. Weights and priors are kept as they are.
"""

import shutil
from importlib.metadata import files

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from ioc_analysis.english.languages import LANGUAGES, MODEL


def read_ngrams(identifier: LanguageIdentifier) -> dict[bytes, int]:
    """Return n-gram → row of its weights (-1: none) of every state of the automaton, shorter n-grams first."""
    ngrams = {0: b""}
    states = [0]
    for state in states:
        first = identifier.tk_row[state] * 256
        for byte, following in enumerate(identifier.tk_nextmove[first : first + 256]):
            if following not in ngrams:
                ngrams[following] = ngrams[state] + bytes([byte])
                states.append(following)
    return {ngrams[state]: identifier.tk_output[state] for state in states}


def main() -> None:
    """Write the model and its licence."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    rows = read_ngrams(identifier)
    identifier.set_languages(LANGUAGES.split())
    ngrams = sorted(rows)
    # An array of bytes drops zeros at the end of an n-gram.
    assert not any(ngram.endswith(b"\0") for ngram in ngrams)
    MODEL.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        MODEL,
        ngrams=np.array(ngrams),
        rows=np.array([rows[ngram] for ngram in ngrams], dtype=np.int32),
        weights=identifier.nb_ptc,
        priors=identifier.nb_pc,
        languages=np.array(identifier.nb_classes),
    )
    licence = next(file for file in files("py3langid") if file.name == "LICENSE")
    shutil.copyfile(licence.locate(), MODEL.with_name("LICENSE-py3langid.txt"))


if __name__ == "__main__":
    main()
