"""languages: the answers of the model in models/ are those of the whole model that it was cut from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from ioc_analysis.english import languages
from ioc_analysis.english.languages import LANGUAGES, identify

# The ferry did not sail because of the storm, or the like.
SENTENCES = {
    "en": "The ferry did not sail yesterday because of the storm.",
    "es": "El transbordador no zarpó ayer a causa de la tormenta.",
    "fr": "Le traversier n’est pas parti hier à cause de la tempête.",
    "de": "Die Fähre ist gestern wegen des Sturms nicht ausgelaufen.",
    "it": "Il traghetto non è partito ieri a causa della tempesta.",
    "pt": "A balsa não partiu ontem por causa da tempestade.",
    "nl": "De veerboot is gisteren vanwege de storm niet vertrokken.",
    "pl": "Prom nie wypłynął wczoraj z powodu burzy.",
    "tr": "Feribot dün fırtına nedeniyle kalkmadı.",
    "ru": "Вчера паром не вышел в море из-за шторма.",
    "sr": "Због олује трајект јуче није испловио из луке.",
    "el": "Το πλοίο δεν απέπλευσε χθες λόγω της καταιγίδας.",
    "ar": "لم تبحر العبارة أمس بسبب العاصفة.",
    "he": "המעבורת לא הפליגה אתמול בגלל הסערה.",
    "hi": "तूफ़ान के कारण कल नौका नहीं चली।",
    "th": "เรือข้ามฟากไม่ออกเมื่อวานเพราะพายุ",
    "zh": "由于风暴,渡轮昨天没有开航。",
    "ja": "嵐のため、昨日フェリーは出航しなかった。",
    "ko": "폭풍 때문에 어제 여객선이 출항하지 않았다.",
}
LETTERS = sorted({letter for sentence in SENTENCES.values() for letter in sentence})
WORDS = [word for sentence in SENTENCES.values() for word in sentence.split()]
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text(st.sampled_from(LETTERS), max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join).map(str.upper),
)


@pytest.fixture(scope="module")
def whole():
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES.split())
    return identifier


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_sentence_is_of_its_language(language, sentence):
    found, probability = identify(sentence)
    assert found == language
    assert 0.5 < probability <= 1


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_answer_is_that_of_the_whole_model(whole, words):
    found, probability = identify(words)
    if found:
        language, likely = whole.classify(words)
        assert (found, probability) == (language, pytest.approx(likely, rel=1e-4))
    else:  # where nothing tells, the whole model finds all columns equally likely
        assert whole.classify(words)[1] <= 2.01 / len(whole.nb_classes)


@pytest.mark.parametrize("words", ["", " ", "\0", "12"])
def test_nothing_tells(words):
    assert identify(words) == ("", 0.0)


def test_the_model_is_of_our_languages_and_of_plain_arrays():
    with np.load(languages.MODEL, allow_pickle=False) as stored:
        kinds = {name: stored[name].dtype.kind for name in stored.files}
        assert set(stored["languages"].tolist()) == set(LANGUAGES.split())
        assert stored["weights"].shape[1] == len(stored["priors"]) == len(stored["languages"])
        assert stored["rows"].max() == len(stored["weights"]) - 1
        assert len(set(stored["ngrams"].tolist())) == len(stored["rows"])
    assert kinds == {"ngrams": "S", "rows": "i", "weights": "f", "priors": "f", "languages": "U"}


def test_the_licence_stands_beside_the_model():
    licence = languages.MODEL.with_name("LICENSE-py3langid.txt").read_text(encoding="utf-8")
    assert "BSD 3-Clause" in licence
    assert "Marco Lui" in licence
