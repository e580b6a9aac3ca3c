"""Bytes whose encoding nobody names: what they say, in the languages that news is written in."""

import pytest

from ingest.readers.decoding import decode

WORDS = {
    "fr": ("cp1252", "Le conseil a voté mardi la réouverture du pont, fermé à tous, qui a coûté très cher."),
    "en": ("cp1252", "The council voted late. “We have waited,” said the mayor of Orléans, à la carte."),
    "pt": ("cp1252", "A decisão não foi fácil, disse o prefeito. As ações começam amanhã, porém não já."),
    "it": ("cp1252", "Il consiglio dice che la città riaprirà il ponte perché è più sicuro, già lunedì."),
    "sv": ("cp1252", "Kommunen beslutade på tisdagen att öppna bron. Det är första gången på elva år."),
    "da": ("cp1252", "Byrådet besluttede at åbne broen igen. Det er første gang på elleve år, siger hun."),
    "de": ("cp1252", "Der Stadtrat gibt die Brücke wieder frei, sagte die Bürgermeisterin der Straßen."),
    "is": ("cp1252", "Bæjarstjórnin samþykkti á þriðjudag að opna brúna á ný, sagði bæjarstjórinn."),
    "pl": ("cp1250", "Rada miasta zdecydowała we wtorek. „Czekaliśmy dość długo”, powiedziała burmistrz."),
    "cs": ("cp1250", "Zastupitelstvo v úterý rozhodlo. „Čekali jsme dost dlouho,“ řekla starostka města."),
    "hu": ("cp1250", "A városi tanács úgy döntött, hogy megnyitja a hidat, mondta a polgármester őszre."),
    "tr": ("cp1254", "Belediye meclisi salı günü köprünün açılmasına karar verdi. İşçiler çalışıyor, dedi."),
    "lt": (
        "cp1257",
        "Miesto taryba antradienį nusprendė vėl atidaryti senąjį tiltą sunkvežimiams, sakė merė.",
    ),
    "ru": ("koi8_r", "Городской совет проголосовал за открытие моста для грузовиков во вторник."),
    "ja": ("cp932", "市議会は火曜日の夜、橋をトラックに再び開放することを可決した。市長は待ったと述べた。"),
}


@pytest.mark.parametrize(
    "around", ["{}", "<html><body><div class='article-body'><p>{}</p></div></body></html>"]
)
@pytest.mark.parametrize("language", WORDS)
def test_an_encoding_that_nobody_names_is_told_by_the_language(language: str, around: str):
    encoding, words = WORDS[language]
    text = around.format(words)

    assert decode(text.encode(encoding)) == text
