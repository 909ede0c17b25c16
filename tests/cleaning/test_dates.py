from datetime import date

import pytest


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("The road is open.", "https://paper.example/2024/05/14/road-open.html", date(2024, 5, 14)),
        ("The road is open.", "https://paper.example/world/2024-05-14-road-open", date(2024, 5, 14)),
        ("The road is open.", "https://paper.example/news/20240514/road", date(2024, 5, 14)),
        ("The road is open.", "https://paper.example/world/2024/may/14/road", date(2024, 5, 14)),
        ("Published: 14 May 2024, 10:32 GMT\nThe road is open, the army said.", None, date(2024, 5, 14)),
        ("Tuesday, May 14, 2024\nThe road is open, the army said.", None, date(2024, 5, 14)),
        ("The road was opened today, 14 May 2024, the army said.", None, date(2024, 5, 14)),
        ("MAPUTO, May 14, 2024 (AP) - The road to the port was opened, the army said.", None, date(2024, 5, 14)),
        (
            "MAPUTO, May 14 (AP) - The road to the port was opened, the army said.",
            "https://paper.example/2024/05/road",
            date(2024, 5, 14),
        ),
        (
            "MAPUTO, May 14 (AP) - The road, closed since April 30, 2024, was opened, the army said on Tuesday.",
            None,
            date(2024, 5, 14),
        ),
        ("The army said on Tuesday, May 14, 2024, that the road was open.", None, date(2024, 5, 14)),
        (
            (
                "State radio reported on Monday that the president would speak on Friday. He will attend a parade for "
                "the upcoming 35th anniversary of the fall of the Berlin Wall on November 9, and leave on Saturday."
            ),
            None,
            date(2024, 11, 4),
        ),
    ],
)
def test_proved(cleaner, text, url, day):
    assert cleaner.infer_date(text, None, url)[0] == day


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("The road was opened on Tuesday, the army said.", None),
        ("The road was opened on May 14, the army said.", None),
        ("The road was opened on 14 May 2019 and closed on 3 June 2020.", None),
        ("The road is open.", "https://paper.example/2024/05/14/a/2023/02/01/b"),
        ("The road is open.", "https://paper.example/2024/02/31/a"),
        ("The road is open.", "https://paper.example/2099/05/14/a"),
        ("MAPUTO, May 14 (AP) - The road to the port was opened, the army said.", None),
        (
            "He said on Monday that the 35th anniversary of the fall of the Berlin Wall on November 9 will be kept.",
            None,
        ),
    ],
)
def test_not_proved(cleaner, text, url):
    assert cleaner.infer_date(text, None, url) is None
