"""Precision: how finely a figure is printed, and whether two of them can be one number, one of them rounded.

Floor 3 (below `questions` and `agreement`), imports nothing of the package. Out of scope: what is compared with what
(`claims`), and what it means (`agreement`).
"""

import re
from collections.abc import Mapping

import numpy as np

_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")
_POWERS = (1e3, 1e5, 1e6, 1e7, 1e9, 1e12)  # thousand, lakh, million, crore, billion, trillion
_COUNTED = ("count", "ordinal", "age", "money", "multiple")  # kinds whose numbers of a few digits are not rounded


def step(row: Mapping) -> float:
    """Return what the last printed digit of one number is worth; 0 where it counts ones and is not rounded.

    2.8 million may be 2,810,777 rounded, and 71% be 70.61%; 31 dead are not 31.4, nor 32.

    >>> step({"text": "2.8 million", "value": 2.8e6, "low": 2.8e6, "high": 2.8e6, "kind": "count"})
    100000.0
    """
    digits, value = _DIGITS.search(row["text"]), row["value"]
    if not value or row["low"] is None or row["low"] != row["high"]:
        return 0.0
    number = float(digits[0].replace(",", "")) if digits else 0.0
    scale = value / number if number else max((power for power in _POWERS if value % power == 0), default=1.0)
    decimals = len(digits[1] or "") if digits else 0
    whole = not decimals and scale < min(_POWERS) and row["kind"] in _COUNTED
    return 0.0 if whole else round(abs(scale) * 10.0**-decimals, 9)


def fit(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Return whether one value fits both (low, high, step); the coarser may have been rounded to its step.

    >>> fit((59.0, 59.0, 1.0), (59.4, 59.4, 0.1)), fit((59.0, 59.0, 1.0), (60.0, 60.0, 1.0))
    (True, False)
    """
    low, high = max(one[0], other[0]), min(one[1], other[1])
    rounded = max(one[2], other[2]) / 2 if one[2] != other[2] else 0.0
    return low - rounded <= high * (1 + 1e-9 if high > 0 else 1 - 1e-9)


def fit_each(one: tuple[np.ndarray, ...], other: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return of many numbers at once what `fit` returns: (low, high, step), each an array.

    >>> fit_each((np.array([[59.0], [60.0]]), np.array([[59.0], [60.0]]), 1.0), (59.4, 59.4, 0.1)).tolist()
    [[True], [False]]
    """
    low, high = np.maximum(one[0], other[0]), np.minimum(one[1], other[1])
    rounded = np.where(np.equal(one[2], other[2]), 0.0, np.maximum(one[2], other[2]) / 2)
    return low - rounded <= high * np.where(high > 0, 1 + 1e-9, 1 - 1e-9)
