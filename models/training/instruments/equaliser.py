"""Biquad equaliser bands (the cookbook shapes), applied on the circle."""

import numpy as np

from .circle import SR, linear


def _biquad(kind, hertz, q, db):
    a = 10 ** (db / 40)
    w = 2 * np.pi * min(hertz, 0.49 * SR) / SR
    c, s = np.cos(w), np.sin(w) / (2 * q)
    if kind == "low":
        b, d = [(1 - c) / 2, 1 - c, (1 - c) / 2], [1 + s, -2 * c, 1 - s]
    elif kind == "high":
        b, d = [(1 + c) / 2, -(1 + c), (1 + c) / 2], [1 + s, -2 * c, 1 - s]
    elif kind == "band":
        b, d = [s, 0, -s], [1 + s, -2 * c, 1 - s]
    elif kind == "peak":
        b, d = [1 + s * a, -2 * c, 1 - s * a], [1 + s / a, -2 * c, 1 - s / a]
    else:
        sign = 1 if kind == "lowShelf" else -1
        root = 2 * np.sqrt(a) * s
        b = [
            a * ((a + 1) - sign * (a - 1) * c + root),
            sign * 2 * a * ((a - 1) - sign * (a + 1) * c),
            a * ((a + 1) - sign * (a - 1) * c - root),
        ]
        d = [
            (a + 1) + sign * (a - 1) * c + root,
            sign * -2 * ((a - 1) + sign * (a + 1) * c),
            (a + 1) + sign * (a - 1) * c - root,
        ]
    return np.array(b) / d[0], np.array(d) / d[0]


def band(kind, hertz, q=0.707, db=0.0):
    """A response for `circle.linear`: kind is low, high, band, peak, lowShelf or highShelf."""
    b, a = _biquad(kind, hertz, q, db)

    def response(z):
        v = 1 / z
        return (b[0] + b[1] * v + b[2] * v * v) / (a[0] + a[1] * v + a[2] * v * v)

    return response


def eq(loop, *bands):
    """Apply bands written as tuples: eq(x, ('high', 80), ('peak', 400, 1.0, -3))."""
    responses = [band(*b) for b in bands]
    return linear(loop, lambda z: np.prod([r(z) for r in responses], axis=0))


def biquad_sos(kind, hertz, q=0.707, db=0.0):
    """The same shape as one scipy second-order section, for sounds that are not loops."""
    b, a = _biquad(kind, hertz, q, db)
    return np.concatenate([b, a])[None, :]
