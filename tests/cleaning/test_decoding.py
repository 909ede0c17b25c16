# ruff: noqa: RUF001 - typography is what is tested
import pytest

from tidings.cleaning.decoding import decode
from tidings.errors import InputError

ENGLISH = "<html><head>{}</head><body><p>The café’s owner said “no” to the señor’s offer of £5.</p></body></html>"
RUSSIAN = (
    "<html><head>{}</head><body><p>"
    + "Министр сказал, что переговоры в столице начнутся во вторник. " * 8
    + "</p></body>"
)
UTF8 = '<meta charset="utf-8">'


@pytest.mark.parametrize(
    ("text", "declared", "encoding"),
    [
        (ENGLISH, UTF8, "utf-8"),
        (ENGLISH, "", "utf-8"),
        (ENGLISH, '<meta charset="iso-8859-1">', "cp1252"),
        (ENGLISH, UTF8, "cp1252"),
        (ENGLISH, "", "cp1252"),
        (ENGLISH, UTF8, "utf-16"),
        (ENGLISH, "", "utf-16-le"),
        (ENGLISH, "", "utf-16-be"),
        (ENGLISH, UTF8, "utf-8-sig"),
        (ENGLISH, '<meta charset="no-such-thing">', "cp1252"),
        (RUSSIAN, '<meta charset="windows-1251">', "cp1251"),
        (RUSSIAN, '<meta charset="iso-8859-1">', "cp1251"),
        (RUSSIAN, UTF8, "cp1251"),
    ],
)
def test_text_comes_back(text, declared, encoding):
    page = text.format(declared)
    assert decode(page.encode(encoding)) == page


def test_latin_1_page_that_claims_utf_8():
    page = UTF8 + "<p>El señor habló en la reunión de Bogotá.</p>"
    assert decode(page.encode("latin-1")) == page


@pytest.mark.parametrize(
    "junk",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 40,
        b"\x00" * 900,
        b"%PDF-1.4\n" + b"\x01\x02\x03\xff\xfe" * 99,
    ],
)
def test_junk_is_refused(junk):
    with pytest.raises(InputError) as caught:
        decode(junk)
    assert caught.value.reason in ("not text", "wrong encoding")


def test_a_broken_wide_text_is_refused():
    with pytest.raises(InputError, match="wrong encoding"):
        decode(b"\xff\xfe" + "plain text".encode("utf-16-le") + b"\x00\xd8x")
