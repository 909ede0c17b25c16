# ruff: noqa: RUF001 - typography is what is tested
import pytest

REST = " The army of the republic said on Monday that it would open the road to the port again."


@pytest.mark.parametrize(
    ("line", "place", "agency", "month_day"),
    [
        ("SEOUL, Aug 13 (Reuters) —", "SEOUL", "Reuters", "Aug 13"),
        ("WASHINGTON (AP) _", "WASHINGTON", "AP", None),
        ("NAIROBI, Kenya (AP) --", "NAIROBI", "AP", None),
        ("Harare –", "Harare", None, None),
        ("(Reuters) -", None, "Reuters", None),
        ("KYIV, Ukraine —", "KYIV", None, None),
        ("MOSCOW. July 4. INTERFAX -", "MOSCOW", "INTERFAX", "July 4"),
        ("BEIJING, 3 May (Xinhua) --", "BEIJING", "Xinhua", "3 May"),
        ("Pyongyang, August 13 (KCNA) --", "Pyongyang", "KCNA", "August 13"),
        ("QUITO/LIMA, July 22 –", "QUITO/LIMA", None, "July 22"),
        ("Montevideo, May 21 (ZZN).-", "Montevideo", "ZZN", "May 21"),
        ("MAPUTO, Oct. 6:", "MAPUTO", None, "Oct. 6"),
        ("N'DJAMENA, Chad (AP) —", "N'DJAMENA", "AP", None),
        ("AL-HASAKAH, Syria, Jan 3, 2020 (AFP) -", "AL-HASAKAH", "AFP", "Jan 3"),
        ("LA PAZ:", "LA PAZ", None, None),
        ("[Xinhua, Beijing, May 3]", "Beijing", "Xinhua", "May 3"),
    ],
)
def test_datelines(cleaner, line, place, agency, month_day):
    text = line + REST
    found = cleaner.dateline(text, cleaner.blocks(text, None))
    assert (found.text, found.place, found.agency, found.month_day) == (line, place, agency, month_day)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Ruto – who won in May – said that he would go home to see the harvest brought in.",
        "UPDATE: Three men were held in the north of the country on Monday, the police said.",
        "US-China talks opened in Geneva on Monday, and both delegations spoke of progress at last.",
        "The army said on Monday that it would open the road to the port again.",
        "Obama: Syria must open the road to the port, and let the convoys pass before the winter comes.",
    ],
)
def test_no_dateline(cleaner, text):
    assert cleaner.dateline(text, cleaner.blocks(text, None)) is None


def test_a_byline_in_the_same_line_is_passed_over(cleaner):
    text = "By Ana Paz and Tom Hale LIMA (Reuters) -" + REST
    found = cleaner.dateline(text, cleaner.blocks(text, None))
    assert (found.place, found.start) == ("LIMA", text.index("LIMA"))


def test_a_headline_and_a_byline_may_stand_before(cleaner):
    text = f"Army opens the road\nBy Ana Paz\nMAPUTO, Mozambique (AP) —{REST}"
    assert cleaner.dateline(text, cleaner.blocks(text, None)).place == "MAPUTO"
