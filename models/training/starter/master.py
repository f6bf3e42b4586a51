"""The last stage of every stem: clean low end, one loudness, a safe peak."""

import numpy as np

from instruments.effects import mono_below
from instruments.equaliser import eq
from instruments.loudness import integrated, limit

TARGET_LUFS = -18.0
# Opus can add about half a decibel: the limit on the decoded file is -1 dBFS.
CEILING_DB = -2.2


def master(loop):
    """(n, 2) at any level -> (n, 2) at -18 LUFS, true peak below the ceiling, no DC, bass in the middle."""
    loop = mono_below(eq(loop, ("high", 24)), 120)
    loop = loop - loop.mean(axis=0)
    level = integrated(loop)
    if not np.isfinite(level):
        raise ValueError("the stem is silent")
    loop = limit(loop * _gain(TARGET_LUFS - level), CEILING_DB)
    for _ in range(5):
        missing = TARGET_LUFS - integrated(loop)
        if abs(missing) < 0.05:
            break
        # What the limiter took away is made up, and limited again.
        loop = limit(loop * _gain(missing), CEILING_DB)
    return loop


def _gain(db):
    return 10 ** (db / 20)
