"""Datelines: where and by whom a report was filed.  Never the place of an act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tidings.cleaning.normalising import normalise
from tidings.knowledge.cleaning import CleaningRules
from tidings.layout import Block, BlockKind, Dateline

_BLOCKS_TO_TRY = 4  # a byline, a standfirst or a picture's caption may stand before it
_LONGEST = 120  # characters
_PROSE_AFTER = 20  # characters that must follow: a dateline opens a paragraph
_PROSE_AFTER_BARE = 40  # after a bare name and a dash

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_CAPS_WORD = rf"(?:(?:al|el|ul|ash|an|as|at|ad|ed|an)-)?{_CAPITAL}(?:{_CAPITAL}|['.-](?={_CAPITAL}))+\.?"
_CAPS_JOIN = r"(?: |/| / |, and | and |-(?:de|du|sur|les|el|al|au)-| (?:de|del|da|do|la|le) )"
_CAPS_PLACE = rf"{_CAPS_WORD}(?:{_CAPS_JOIN}{_CAPS_WORD}){{0,4}}"
_NAME_WORD = rf"(?:(?:al|el|ul|ash|an|as|at|ad)-)?{_CAPITAL}[\w'.-]+"
_NAME_PLACE = rf"{_NAME_WORD}(?:(?: |/|-)(?:(?:de|del|da|do|la|le|el|al) )?{_NAME_WORD}){{0,3}}"


class DatelineFinder:
    """Finds datelines; holds the patterns made from the rules."""

    def __init__(self, rules: CleaningRules) -> None:
        months = "|".join(sorted(rules.months, key=len, reverse=True))
        day = rf"(?P<month_day>(?i:(?:{months})\.? \d{{1,2}}|\d{{1,2}} (?:{months})\.?)(?!\d))(?:,? (?:19|20)\d\d)?"
        known = "|".join(re.escape(name) for name in sorted(rules.agencies, key=len, reverse=True))
        agency = (
            rf"(?:\((?P<agency>{_CAPITAL}[\w&/.' -]{{1,40}})\)|(?P<bare>(?:{known}|{known.upper()}))(?=\.? ?[-:.]))"
        )
        # A single dash needs a space at one side: "US-China talks" opens no report from a town called US.
        dash = r"(?:\s?(?:--+|\.-+)\s?|\s?[-_]\s|\s[-_](?=[\w\"']))"
        region = rf"(?:,? \((?!(?:{known})\b)[A-Z][\w ]+\)|, (?!(?i:{months})\b){_NAME_WORD}(?: {_NAME_WORD}){{0,2}})?"
        sep = r"[,.:;/]? "
        self._patterns = (
            # SEOUL, Aug 13 (Reuters) -   NAIROBI, Kenya (AP) --   MOSCOW. July 4. INTERFAX -   LA PAZ:   GOMA -
            re.compile(rf"(?P<place>{_CAPS_PLACE}){region}(?:{sep}{day})?(?:{sep}{agency})?(?:{dash}|\.?:\s)"),
            # Pyongyang, August 13 (KCNA) --   Geneva (AFP) -   Havana, May 21 (AAN).-
            re.compile(rf"(?P<place>{_NAME_PLACE}){region}{sep}{day}(?:{sep}{agency})?\s?(?:{dash}|:\s)"),
            re.compile(rf"(?P<place>{_NAME_PLACE}){region}{sep}{agency}\s?(?:{dash}|:\s)"),
            # Harare -
            re.compile(rf"(?P<place>{_NAME_PLACE}){region}\s?(?:--+|\s-)\s"),
            # (Reuters) -   (Nairobi) -
            re.compile(rf"\((?:UPDATE \d )?(?P<agency>{known})\)(?:{dash}|:\s|\s)"),
            # [Xinhua, Beijing, May 3]
            re.compile(rf"\[(?P<agency>{known}), (?P<place>{_NAME_PLACE})(?:, {day})?\]\s?"),
        )
        name = rf"(?:(?!{_CAPITAL}{{3}}){_NAME_WORD} ?){{2,4}}"
        self._byline = re.compile(rf"By {name}(?:(?:,|and|&) ?{name})*\s?")
        self._no_places = rules.no_places

    def find(self, text: str, blocks: Iterable[Block]) -> Dateline | None:
        """The dateline of an article, or None.

        Args:
            text: the article's text.
            blocks: its blocks; only body is searched.
        """
        plain = normalise(text)
        body = [block for block in blocks if block.kind is BlockKind.BODY][:_BLOCKS_TO_TRY]
        return next((found for block in body if (found := self._at(text, plain, block))), None)

    def _at(self, text: str, plain: str, block: Block) -> Dateline | None:
        starts: Sequence[int] = [block.start]
        byline = self._byline.match(plain, block.start, min(block.end, block.start + _LONGEST))
        if byline:
            starts = [byline.end(), block.start]
        for start in starts:
            for pattern in self._patterns:
                found = pattern.match(plain, start, min(block.end, start + _LONGEST))
                if found and block.end - found.end() >= _PROSE_AFTER and self._plausible(found, plain):
                    return self._record(text, found)
        return None

    def _plausible(self, found: re.Match[str], plain: str) -> bool:
        groups = found.groupdict()
        place = groups.get("place")
        if place is None:
            return True
        if place.casefold().rstrip(".") in self._no_places or place.split()[0].casefold() in self._no_places:
            return False
        if groups.get("agency") or groups.get("bare") or groups.get("month_day"):
            return True
        # A bare name and a dash may be a sentence with an aside ("Ruto - who won in May - said"): prose must begin
        # with a capital or a quotation, and no second dash may close the aside soon.
        rest = plain[found.end() : found.end() + 100]
        if len(rest) < _PROSE_AFTER_BARE:
            return False
        return bool(re.match(rf"[\"'(\[]*(?:{_CAPITAL}|\d)", rest)) and (place.isupper() or " - " not in rest)

    @staticmethod
    def _record(text: str, found: re.Match[str]) -> Dateline:
        groups = found.groupdict()
        end = found.start() + len(found.group().rstrip())
        place = text[slice(*found.span("place"))].rstrip(".") if groups.get("place") else None
        return Dateline(
            start=found.start(),
            end=end,
            text=text[found.start() : end],
            place=place,
            agency=groups.get("agency") or groups.get("bare"),
            month_day=groups.get("month_day"),
        )
