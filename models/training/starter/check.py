"""Listen with numbers: python -m starter.check [--family house ...] [--seed ../../prisma/seed] [--quick]

Decodes every file and measures it as a musician will get it. Exits 1 when a stem breaks a limit.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from scipy import fft, signal

from instruments.circle import SR
from instruments.loudness import integrated, true_peak

from .catalogue import families, library
from .opus import decode, seam
from .render import SEED, render

BANDS = ((20, 120), (120, 400), (400, 1500), (1500, 5000), (5000, 20000))


def flux(x):
    """Onset strength, one value per 2.67 ms, of the loop (wrapped)."""
    hop, size = 128, 512
    wrapped = np.concatenate([x[-size:], x, x[:size]]).mean(axis=1)
    _, _, z = signal.stft(wrapped, SR, nperseg=size, noverlap=size - hop, boundary=None, padded=False)
    power = np.log1p(300 * np.abs(z) / (np.abs(z).max() + 1e-9))
    rise = np.maximum(power[:, 2:] - power[:, :-2], 0).sum(axis=0)
    times = (np.arange(len(rise)) + 1) * hop + size / 2 - size
    return times, rise


def onset_deviation(x, stem):
    """(count, median absolute distance in ms to the family's swung sixteenth grid, share within 25 ms)."""
    times, rise = flux(x)
    peaks, _ = signal.find_peaks(rise, height=0.4 * np.percentile(rise, 99.5), distance=22)
    if not len(peaks):
        return 0, 0.0, 1.0
    groove, beats = stem.family.groove, stem.bars * 4
    steps = np.arange(stem.bars * 16 * 2 + 2) / 2
    grid = np.array([groove.beat(s) for s in steps]) / beats * len(x)
    # The flux peaks about 2 ms after the true attack on every stem: windows, not players.
    gaps = np.min(np.abs((times[peaks] - 96)[:, None] - grid[None, :]), axis=1) / SR * 1000
    return len(peaks), float(np.median(gaps)), float(np.mean(gaps < 25))


def coding_error_at_seam(x, source):
    """Codec error within 3 ms of the seam against its mean over the loop, in dB (0 = the seam is coded like the rest)."""
    error = (x - source) ** 2
    near = np.concatenate([error[:144], error[-144:]]).mean()
    return 10 * np.log10(near / (error.mean() + 1e-15) + 1e-9)


def spectrum(x):
    power = np.sum(np.abs(fft.rfft(x, axis=0)) ** 2, axis=1)
    hz = np.arange(len(power)) * SR / len(x)
    shares = np.array([power[(hz >= a) & (hz < b)].sum() for a, b in BANDS])
    return 10 * np.log10(shares / shares.sum() + 1e-9)


def in_scale(x, tonality):
    """Share of the chroma energy (55 Hz - 2 kHz) that lies in the family's natural scale."""
    power = np.sum(np.abs(fft.rfft(x * np.hanning(len(x))[:, None], axis=0)) ** 2, axis=1)
    hz = np.arange(len(power)) * SR / len(x)
    use = (hz > 55) & (hz < 2000)
    pitch = np.round(12 * np.log2(hz[use] / 440) + 69).astype(int) % 12
    chroma = np.bincount(pitch, np.sqrt(power[use]), 12)
    steps = (0, 2, 3, 5, 7, 8, 10) if tonality["mode"] == "minor" else (0, 2, 4, 5, 7, 9, 11)
    return chroma[[(tonality["tonic"] + s) % 12 for s in steps]].sum() / chroma.sum()


def problems(row):
    limits = (
        ("length", row["length"] != 0), ("loudness", abs(row["lufs"] + 18) > 1.0), ("peak", row["peak"] > -1.0),
        ("seam", row["seam"] > 2.5), ("dc", abs(row["dc"]) > 1e-3), ("silence", row["quiet"] < -70),
        ("grid", row["attacks"] and row["count"] > 3 and row["ms"] > 20),
    )
    return [name for name, broken in limits if broken]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", nargs="*")
    parser.add_argument("--seed", type=Path, default=SEED)
    parser.add_argument("--quick", action="store_true", help="do not render again to compare")
    options = parser.parse_args()
    everything = families()
    broken, levels = 0, []
    index = json.loads((options.seed / "library.json").read_text())
    if index != json.loads(json.dumps(library(everything))):
        print("library.json does not match the families: render again")
        broken += 1
    print(f"{'stem':36} {'LUFS':>6} {'peak':>5} {'seam':>5} {'code':>5} {'on':>3} {'ms':>5} {'grid':>5} {'key':>4}   "
          + " ".join(f"{a}-{b}" for a, b in BANDS))
    for family in everything:
        if options.family and family.id not in options.family:
            continue
        total = {}
        for stem in family.stems:
            x = decode(options.seed / "stems" / f"{stem.id}.opus")
            count, ms, share = onset_deviation(x, stem)
            row = dict(length=len(x) - stem.length, lufs=integrated(x), peak=true_peak(x), seam=seam(x), dc=x.mean(),
                       quiet=20 * np.log10(np.sqrt(np.mean(x**2))), count=count, ms=ms,
                       attacks=stem.instrument in ("drums", "percussion") and "texture" not in stem.tags)
            code = np.nan if options.quick or row["length"] else coding_error_at_seam(x, render(stem))
            wrong = problems(row)
            broken += bool(wrong)
            levels.append(row["lufs"])
            key = f"{in_scale(x, family.tonality):4.2f}" if stem.pitched else "   -"
            print(f"{stem.id:36} {row['lufs']:6.2f} {row['peak']:5.1f} {row['seam']:5.2f} {code:5.1f} {count:3d} {ms:5.1f} "
                  f"{share:5.2f} {key}   " + " ".join(f"{v:6.1f}" for v in spectrum(x)) + "  " + " ".join(wrong), flush=True)
            total.setdefault(stem.instrument, np.pad(x, ((0, 0), (0, 0))))
        length = max(map(len, total.values()))
        mix = sum(np.resize(x, (length, 2)) for x in total.values())
        print(f"{family.id + ' first of each class, summed':76} " + " ".join(f"{v:6.1f}" for v in spectrum(mix)))
    print(f"{len(levels)} stems, loudness {np.mean(levels):.2f} LUFS, spread {np.std(levels):.2f}, "
          f"{min(levels):.2f} to {max(levels):.2f}; {broken} with problems")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
