"""Stating: which sentences of an article state something."""

import pytest

from assistant.stating import is_statement


@pytest.mark.parametrize(
    "text",
    [
        "2010.",
        "...",
        "Update at 1:53 p.m. ET.",
        "Tarn, May 3",
        "— Harbour Master Ada Quill.",
        "By ADA QUILL, staff writer",
        "By Ada Quill and Ole Berg, Tarn Gazette Staff",
        "Copyright © 2019 The Tarn Gazette, LLC.",
        "Enlarge this image toggle caption Ida Moe/Tarn Press The bridge at Tarn is closed.",
        "Hide Caption 3 of 12 Photos: The bridge at Tarn is closed.",
        "Read more: the bridge at Tarn is closed",
        "See who else won below:",
        "View all Tarn Gazette newsletters.",
        "Share this article",
        "Sign up for our newsletter.",
        "Story continues below.",
        "Story highlights Bridge at Tarn is closed",
        "Editor's note: An earlier version of this article misnamed the bridge.",
        "The opinions expressed in this commentary are hers.",
        "Ole Berg and Ida Moe contributed to this report.",
        "Stories from Tarn, delivered to your inbox.",
        "By signing up, you agree to hear from us.",
        "This article is more than 2 years old",
        "( PHOTOS: Ferries of Tarn)",
        "This is a developing story.",
        "Storm in Tarn:Hundreds of homes are lost",
        "MORE STORMS:Tarn loses hundreds of homes in one night.",
        "'A long night':How did Tarn get through the storm of the year?",
        "What are the details?",
        "The winners of the prize:",
        "Here is what the council of Tarn decided on Tuesday in its first sitting:",
        "Quill said.",
        "Here’s what we know so far.",
        "Quill she said with a laugh on Tuesday.",
        "Borough Rent Tarn £2,757 Millbeck £2,517 Port Selwyn £2,229 City of Tern and Fell £1,956 Ebb £1,924",
    ],
)
def test_what_states_nothing_is_no_statement(text: str) -> None:
    assert not is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was 68.",
        "Quill resigned.",
        "Quill said on Tuesday she would go.",
        "The vote was 80-15.",
        "Quill closed the bridge at 10:30 on Friday.",
        "Quill said: We shall never close it again.",
        "“We must win this,” Quill said.",
        "“Why would anybody close it?” asked Quill.",
        "Why, asked Ada Quill of the council of Tarn, should the bridge be closed at all?",
        "Photographs of the bridge, taken by Ida Moe, won the prize.",
        "Copyright law protects them.",
        "By signing up 300 members, the union of Tarn won.",
        "The views expressed by the council were its own.",
        "Read carefully, the report says nothing.",
        "By Friday the Tarn Gazette had lost its last reporter.",
        "TARN (Reuters) - The bridge is closed.",
        "THE BRIDGE AT TARN IS CLOSED, THE COUNCIL SAYS.",
        "The bridge at Tarn will reopen",
        "Der Rat schloss die Brücke.",
        "大桥已关闭。",
    ],
)
def test_what_states_something_is_a_statement(text: str) -> None:
    assert is_statement(text)
