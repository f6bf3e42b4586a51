"""Effects on circular loops (n, 2): space, movement, colour, dynamics."""

import numpy as np
from scipy import fft, ndimage

from .circle import SR, convolve, lfo, linear, read, settle
from .equaliser import band, eq
from .kernels import follow, swept_filter


def decibels(db):
    return 10 ** (db / 20)


def width(loop, amount):
    """Scale the side signal: 0 is mono, 1 leaves the image, above 1 widens."""
    mid = loop.mean(axis=1, keepdims=True)
    return mid + amount * (loop - mid)


def mono_below(loop, hertz=120):
    """Keep the low end in the middle: high-pass the side signal."""
    mid = loop.mean(axis=1, keepdims=True)
    return mid + eq(loop - mid, ("high", hertz))


def pan(loop, position):
    """Balance, -1 left .. 1 right, constant power."""
    angle = (position + 1) * np.pi / 4
    return loop * np.array([np.cos(angle), np.sin(angle)]) * np.sqrt(2)


def saturate(loop, drive_db, bias=0.0):
    """Soft clipping with level kept; `bias` adds even harmonics. Oversampled twice on the circle."""
    n = len(loop)
    drive = decibels(drive_db)
    peak = np.max(np.abs(loop)) + 1e-9
    up = 2 * fft.irfft(fft.rfft(loop / peak, axis=0), 2 * n, axis=0)
    shaped = np.tanh(drive * up + bias) - np.tanh(bias)
    down = fft.irfft(fft.rfft(shaped, axis=0)[: n // 2 + 1], n, axis=0) / 2
    level = np.sqrt(np.mean(loop**2) / (np.mean(down**2) + 1e-12))
    return down * level


def crush(loop, bits=10, hold=3):
    """Bit depth and sample rate of an old sampler (held sample by sample on the circle)."""
    index = (np.arange(len(loop)) // hold) * hold
    peak = np.max(np.abs(loop)) + 1e-9
    steps = 2 ** (bits - 1)
    return np.round(loop[index] / peak * steps) / steps * peak


def chorus(loop, hertz=0.6, depth_ms=2.5, mix=0.5, delay_ms=9.0):
    """Two modulated copies, opposite phase left and right."""
    n = len(loop)
    swing = np.stack([lfo(n, hertz), lfo(n, hertz, 0.5)], axis=1)
    late = (delay_ms + depth_ms * swing) * SR / 1000
    return (1 - 0.5 * mix) * loop + mix * 0.8 * read(loop, np.arange(n)[:, None] - late)


def wow(loop, hertz=0.5, depth_ms=0.8, flutter_ms=0.05):
    """Tape speed drift."""
    n = len(loop)
    late = depth_ms * lfo(n, hertz) + flutter_ms * lfo(n, 7.3, 0.3)
    return read(loop, np.arange(n) - (late - late[0]) * SR / 1000)


def tremolo(loop, hertz, depth=0.4, spread=0.5):
    """Amplitude modulation; `spread` 0.5 is auto-pan, 0 plain tremolo."""
    n = len(loop)
    move = np.stack([lfo(n, hertz), lfo(n, hertz, spread)], axis=1)
    return loop * (1 - depth * 0.5 * (1 + move))


def sweep(loop, kind, low, high, hertz, resonance=1.2, phase=-0.25):
    """A resonant filter whose cutoff moves between `low` and `high` once per LFO cycle."""
    n = len(loop)
    cutoff = low * (high / low) ** (0.5 + 0.5 * lfo(n, hertz, phase))
    return cutoff_curve(loop, kind, cutoff, resonance)


def cutoff_curve(loop, kind, cutoff, resonance=1.0):
    """A resonant state-variable filter following `cutoff` (n,) in hertz."""
    mode = {"low": 0, "band": 1, "high": 2}[kind]
    laps = 2
    curve = np.concatenate([cutoff] * laps)
    out = [
        swept_filter(np.concatenate([loop[:, c]] * laps), curve, float(resonance), mode)[-len(loop) :]
        for c in range(2)
    ]
    return np.stack(out, axis=1)


def delay(loop, seconds, feedback=0.4, mix=0.3, low=4500, high=250, ping_pong=True):
    """Echoes in their endless steady state, darker each time round."""
    tone_low, tone_high = band("low", low), band("high", high)
    samples = seconds * SR

    def response(z):
        once = z ** (-samples) * tone_low(z) * tone_high(z)
        return once / (1 - feedback * once)

    def crossed(z):
        once = z ** (-samples) * tone_low(z) * tone_high(z)
        left = once / (1 - (feedback * once) ** 2)
        return np.stack([left, left * feedback * once * 1.15], axis=1)

    source = np.repeat(loop.mean(axis=1, keepdims=True), 2, axis=1) if ping_pong else loop
    return loop + mix * linear(source, crossed if ping_pong else response)


def reverb(loop, seconds=1.2, mix=0.15, predelay_ms=12, low=7000, high=200, seed=7, early=0.6):
    """A room or plate: early reflections and a decorrelated tail that darkens as it decays."""
    rng = np.random.default_rng(seed)
    length = int(seconds * 1.1 * SR)
    t = np.arange(length) / SR
    noise = rng.standard_normal((length, 2))
    dull = ndimage.uniform_filter1d(noise, 9, axis=0) * 3
    blend = np.minimum(1, t / seconds * 1.6)[:, None]
    tail = (noise * (1 - blend) + dull * blend) * (10 ** (-3 * t / seconds))[:, None]
    onset = int(0.012 * SR)
    tail[:onset] *= np.linspace(0, 1, onset)[:, None] ** 2
    for _ in range(10):
        at = int(rng.uniform(0.002, 0.035) * SR)
        tail[at, rng.integers(2)] += early * rng.uniform(2, 8) * rng.choice([-1, 1])
    tail /= np.sqrt(np.sum(tail**2) / 2)
    impulse = np.concatenate([np.zeros((int(predelay_ms * SR / 1000), 2)), tail])
    wet = convolve(eq(loop, ("high", high), ("low", low)), impulse)
    return loop + mix * wet


def duck(loop, onsets, depth_db=8, release=0.22, attack=0.004):
    """Sidechain: dip at each onset (sample positions) and swell back over `release` seconds."""
    n = len(loop)
    since = np.full(n, 1e9)
    for onset in onsets:
        since = np.minimum(since, (np.arange(n) - onset) % n)
    t = since / SR
    shape = np.where(t < attack, t / attack, np.clip(1 - (t - attack) / release, 0, 1) ** 1.6)
    return loop * decibels(-depth_db * ndimage.uniform_filter1d(shape, 97, mode="wrap"))[:, None]


def compress(loop, threshold_db=-20, ratio=3, attack=0.01, release=0.12, knee_db=6):
    """A feed-forward compressor on the linked stereo level."""
    loud = np.max(np.abs(loop), axis=1)
    level = settle(lambda x: follow(x, attack, release, SR), loud, 1.0)
    over = 20 * np.log10(level + 1e-9) - threshold_db
    over = np.where(over < -knee_db / 2, 0, np.where(over > knee_db / 2, over, (over + knee_db / 2) ** 2 / (2 * knee_db)))
    return loop * decibels(-over * (1 - 1 / ratio))[:, None]


def noise_bed(n, db, low=6000, high=400, seed=3, width_amount=0.7):
    """Steady noise that loops without a seam (hiss, breath)."""
    rng = np.random.default_rng(seed)
    bed = eq(rng.standard_normal((n, 2)), ("low", low), ("high", high))
    return width(bed / np.sqrt(np.mean(bed**2)) * decibels(db), width_amount)
