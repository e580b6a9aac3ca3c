"""Which language a text is in."""

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import language_of

SENTENCES = {
    "en": "The harbour master said on Sunday that nobody had been hurt when the ferry sank.",
    "de": "Der Hafenmeister erklärte am Sonntag, beim Untergang der Fähre sei niemand verletzt worden.",
    "fr": "Le capitaine du port a déclaré dimanche que personne n’avait été blessé dans le naufrage du bac.",
    "es": "El capitán del puerto dijo el domingo que nadie resultó herido cuando se hundió el transbordador.",
    "it": "Il comandante del porto ha detto domenica che nessuno è rimasto ferito nel naufragio.",
    "pt": "O capitão do porto disse no domingo que ninguém ficou ferido quando a balsa afundou.",
    "nl": "De havenmeester zei zondag dat er niemand gewond was geraakt toen de veerboot zonk.",
    "sv": "Hamnkaptenen sade på söndagen att ingen hade skadats när färjan sjönk utanför hamnen.",
    "pl": "Kapitan portu powiedział w niedzielę, że nikt nie został ranny, gdy zatonął prom.",
    "tr": "Liman başkanı pazar günü yaptığı açıklamada feribot battığında kimsenin yaralanmadığını söyledi.",
    "ru": "Капитан порта заявил в воскресенье, что при затоплении парома никто не пострадал.",
    "ar": "قال مدير الميناء يوم الأحد إن أحدا لم يصب بأذى عندما غرقت العبارة قبالة المدينة.",
    "zh": "港务局长星期日表示，渡轮沉没时没有人受伤，所有乘客和船员都已安全上岸，警方正在调查事故原因。",
    "ja": "港長は日曜日、フェリーが沈没した際に負傷者はいなかったと述べた。全員無事に救助されたという。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_is_enough(language: str):
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n" * 100,
        "The minister",
        "2-1, 3-0, 4-4, 1:23:45.678, 99.9%, $1,000,000 " * 20,
        "Anna Okafor, Tom Achterberg, Rosa Benavides",
        "asdf qwer zxcv uiop hjkl vbnm tyui ghjk dfgh cvbn",
        "😀" * 100,
    ],
)
def test_what_says_too_little_is_in_none(text: str):
    assert language_of(text) is None


def test_it_is_the_language_of_the_article_not_of_one_quotation():
    assert language_of(SENTENCES["en"] + " “C’est la vie,” he added. " + SENTENCES["en"]) == "en"


@given(st.text())
def test_any_text_has_a_two_letter_code_or_none_and_always_the_same(text: str):
    found = language_of(text)

    assert found is None or (len(found) == 2 and found.isalpha() and found.islower())
    assert language_of(text) == found


def test_a_book_takes_no_longer_than_an_article():
    language_of(SENTENCES["en"])  # loads the classifier
    book = SENTENCES["en"] * 50_000
    times = []
    for _ in range(5):
        started = time.process_time()
        language_of(book)
        times.append(time.process_time() - started)

    assert min(times) < 0.005


@pytest.mark.parametrize("archive", ["news", "quiz"])
def test_real_articles_are_english(shared: Callable[[str], Path], archive: str):
    """Every eighth: all 12,000 are, too, but take longer."""
    lines = gzip.decompress(shared(f"{archive}/articles.jsonl.gz").read_bytes()).splitlines()[::8]

    assert {language_of(json.loads(line)["text"]) for line in lines} == {"en"}
