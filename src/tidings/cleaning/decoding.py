"""Bytes to text: by byte order mark, declaration and the bytes themselves, since declarations lie."""

from __future__ import annotations

import codecs
import re

from tidings.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a declaration must stand
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_SAMPLE = 20_000  # bytes that the guesser sees
# What browsers take these declarations for: the Windows superset, which differs only where latin-1 has controls.
_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # without ESC, which old Japanese uses
_JUNK = 0.002  # share of control characters above which bytes are no text


def decode(content: bytes, charset: str | None = None) -> str:
    """The text of a page's bytes.

    Args:
        content: the bytes.
        charset: what the headers say with which they came; it goes before what the page says itself, as in browsers.

    Raises:
        InputError: the bytes are no text, or in no encoding that can be told.
    """
    text = _decoded(content, charset)
    controls = len(_CONTROL.findall(text))
    if controls > _JUNK * len(text):
        raise _not_text(controls, len(text))
    return text


def _not_text(controls: int, length: int) -> InputError:
    detail = f"{controls} control characters in {length}; expected a page or plain text"
    return InputError("cleaning", "not text", detail)


def _decoded(content: bytes, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    wide = _wide(content)
    if wide:
        return _strictly(content, wide)
    try:
        return content.decode("utf-8")  # so seldom valid by chance that it beats any declaration
    except UnicodeDecodeError:
        pass
    controls = len(_CONTROL_BYTES.findall(content))
    if controls > _JUNK * len(content):
        raise _not_text(controls, len(content))
    for declared in (_codec(charset), _declared(content)):
        if declared and _agrees(content, declared):
            try:
                return content.decode(declared)
            except UnicodeDecodeError:
                pass  # the declaration lies
    return _guessed(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("cleaning", "wrong encoding", f"byte {error.start} is not {encoding}") from error


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of the opening is NUL."""
    head = content[:200]
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > 0.8 * half and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > 0.8 * half and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:_HEAD])
    return _codec(found.group(1).decode("ascii")) if found else None


def _codec(charset: str | None) -> str | None:
    """The encoding that browsers take a name for; None for no name and for one that names no text encoding."""
    try:
        name = codecs.lookup(charset).name if charset else None
        if name and isinstance("".encode(name), bytes):
            return _BROWSERS.get(name, name)
    except LookupError:
        pass
    return None


def _agrees(content: bytes, declared: str) -> bool:
    """Whether a declared encoding can be true of these bytes.

    UTF-8 was tried.  The encodings of western Europe accept any bytes, so a page of another script may claim one:
    but letters beyond ASCII stand apart in western languages, and in runs in the others.
    """
    return declared != "utf-8" and (declared not in ("cp1252", "iso8859-15") or not _in_runs(content))


def _in_runs(content: bytes) -> bool:
    high = len(_HIGH.findall(content))
    return sum(len(run) for run in _HIGH_RUN.findall(content)) > high / 2


def _guessed(content: bytes) -> str:
    """By the bytes alone: western where high bytes stand apart, else what the guesser finds."""
    if not _in_runs(content):
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            return content.decode("latin-1") if not re.search(rb"[\x80-\x9f]{2}", content) else _by_sample(content)
    return _by_sample(content)


def _by_sample(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  seldom needed, slow to load

    # Markup dilutes what can be told from the letters.
    sample = re.sub(rb"(?is)<script.*?</script>|<style.*?</style>|<[^>]*>", b" ", content)
    high = _HIGH.search(sample)
    start = max(0, (high.start() if high else 0) - 200)
    best = from_bytes(sample[start : start + _SAMPLE]).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        raise InputError("cleaning", "wrong encoding", "neither the declared encoding nor any that can be guessed fits")
    try:
        return content.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise InputError("cleaning", "wrong encoding", f"guessed {best.encoding}, byte {error.start} is not") from error
