"""What libraries say of broken files, for people."""

import json

import pytest

from ingest.readers.saying import because


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("File is not a zip file", " (File is not a zip file)"),
        ("Bad CRC-32 for file 'word/document.xml'\nmore", " (Bad CRC-32 for file 'word/document.xml')"),
        ("expected '>', line 84, column 29 (<string>, line 84)", " (expected '>', line 84, column 29)"),
        ("Exceeds the limit; use sys.set_int_max_str_digits() to increase it", " (Exceeds the limit)"),
        ("Declared stream length exceeds the limit.", " (Declared stream length exceeds the limit)"),
        ("couldn't parse docx file: DocxError", ""),
        ("Not a gzipped file (b'6A')", ""),
        ("maximum recursion depth exceeded", ""),
        ("loop with self reference for IndirectObject(4, 0, 139788050875920)", ""),
        ("'utf-8' codec can't decode byte 0xeb in position 9", ""),
        ("unexpected keyword in <class 'dict'>", ""),
        ("", ""),
        ("\x1b[31m\n", " ([31m)"),
    ],
)
def test_a_person_is_told_what_helps_and_no_code(said: str, expected: str):
    assert because(said) == expected
    assert because(ValueError(said)) == expected


def test_what_json_says_is_kept():
    with pytest.raises(ValueError, match="Expecting") as raised:
        json.loads('{"a" 1}')
    assert because(raised.value) == " (Expecting ':' delimiter: line 1 column 6 (char 5))"
