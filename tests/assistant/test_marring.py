"""Marring: captions and headlines that run into a sentence."""

from datetime import date

import pytest

from assistant.marring import has_run_in, is_caption

MAY = date(2019, 5, 20)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Fishermen at the bridge of Tarn.", " (TP Photo/Ida Moe, File)\n\nThe bridge is closed."),
        ("Ida Moe opens the bridge at Tarn.", " (Photo: Ole Berg, Tarn Press) TARN — The bridge is closed."),
        ("Ida Moe opens the bridge at Tarn on Friday.", " It cost 40 million. (Ole Berg/Tarn Press)"),
        ("Ida Moe stood at the bridge on May 3, 2019.", " REUTERS/Ole Berg\n\nThe bridge is closed."),
        ("FILE - Ida Moe opened the bridge in 2012.", " The bridge is closed."),
        ("In this May 3, 2019 photo provided by the council, the bridge is closed.", ""),
        ("Fishermen in Tarn on Friday, May 3, 2019.", "\n\nThe bridge is closed."),
        ("A man walks to the bridge, which was closed by the council, Friday, May 3, 2019.", ""),
        ("Guards stand at the bridge after the council closed it in Tarn, May 3, 2019.", ""),
        ("Ida Moe speaks to reporters in Tarn, May 2019.", ""),
    ],
)
def test_a_sentence_under_a_picture_is_a_caption(text: str, after: str) -> None:
    assert is_caption(text, after, MAY)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The bridge at Tarn was closed on May 3, 2019.", " (The council has met since.)\n\nIt is old."),
        ("Moe won the vote of May 3, 2019.", "\n\nFishermen at the bridge. (TP Photo/Ole Berg)"),
        ("The bridge, which Moe opened in 2012, was closed on May 3, 2019.", ""),
        ("The law takes effect on January 1, 2020.", ""),
        ("Fares at Tarn are the lowest since May 2012.", ""),
        ("The birthday of Ida Moe is May 3, 1950.", ""),
        ("Ida Moe has been mayor of Tarn since Friday, May 3, 2019.", ""),
        ("Nobody crosses the bridge at Tarn.", " TARN (Reuters) - The bridge is closed."),
        ("The bridge stays closed. — Ida Moe (@idamoe) May 3, 2019", ""),
        ("The files of the council are lost.", ""),
        ("Moe leads by five points, a Reuters/Tarn Press poll says.", ""),
    ],
)
def test_a_sentence_that_tells_news_is_none(text: str, after: str) -> None:
    assert not is_caption(text, after, MAY)


def test_without_a_day_of_its_article_a_day_at_the_end_tells_nothing() -> None:
    assert not is_caption("Fishermen in Tarn on Friday, May 3, 2019.", "", None)


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Ida Moe Ida Anne MoeStorm sinks a ferry Council meets MORE (D-Tarn) said it would stay closed.",
        "It belongs to Ida Moe Ida MoeStorm sinks a ferry and drowns two!",
        "Council meets again | Storm sinks a ferry MORE’s bridge stays closed.",
        "The paper on the bridge: Moe meets the council MORE, was printed on Friday.",
    ],
)
def test_headlines_of_other_stories_are_seen_within_a_sentence(text: str) -> None:
    assert has_run_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Ida Moe (D-Tarn) said that the bridge would stay closed.",
        "“We need MORE,” said Ida Moe.",
        "THE BRIDGE AT TARN IS CLOSED, AND MORE, THE COUNCIL SAYS.",
        "Ida MacMoe and Moe of MacMoes met in Tarn.",
        "Moe wants more of the bridge, Moe says.",
    ],
)
def test_a_clean_sentence_has_none(text: str) -> None:
    assert not has_run_in(text)
