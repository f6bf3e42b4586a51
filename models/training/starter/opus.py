"""Encoding with opusenc so that the loop survives the codec, and decoding back to check what listeners get.

An encoder starts from silence, and its first milliseconds ring: audible as a click each time a loop comes round. So
the file carries a piece of the loop's end before its start and of its start after its end, and the Ogg Opus header
("pre-skip") and last page ("granule position") tell every player to leave them out.
"""

import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from instruments.circle import SR

PACKAGE = "opus-tools"
FRAME = 960
LOOKAHEAD = 312
BEFORE = 3840 - LOOKAHEAD
AFTER = 480
SMOOTH = 1.0


def encode(loop, path, title, kbps=144):
    """Write (n, 2) to an Ogg Opus file whose decoded length is exactly n samples.

    The codec's own error may still leave a small step at the seam; it differs with where the encoder
    starts and how many bits it has, so a few are tried and the smoothest kept.
    """
    best = np.inf
    for extra in range(18):
        data = _encoded(loop, BEFORE + extra % 6 * FRAME, title, kbps + 12 * (extra // 6))
        step = seam(_decoded(data))
        if step < best:
            best, kept = step, data
        if best < SMOOTH or (best < 2 * SMOOTH and extra >= 3):
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept)


def seam(x):
    """How far the step over the seam stands out: second difference there against the loop's 99.9th percentile."""
    bend = np.abs(np.diff(np.concatenate([x[-2:], x, x[:2]]), n=2, axis=0)).max(axis=1)
    return float(bend[[0, 1, len(x), len(x) + 1]].max() / (np.percentile(bend, 99.9) + 1e-6))


def _encoded(loop, before, title, kbps):
    n = len(loop)
    # The last frame must be full: some decoders trim at most one frame at the end.
    before += (-(LOOKAHEAD + before + n + AFTER)) % FRAME
    around = loop[np.arange(-before, n + AFTER) % n]
    noise = np.random.default_rng(0).triangular(-1, 0, 1, around.shape) / 32768
    with tempfile.TemporaryDirectory() as folder:
        wav, raw = Path(folder) / "stem.wav", Path(folder) / "stem.opus"
        soundfile.write(wav, np.clip(around + noise, -1, 1), SR, "PCM_16")
        command = ["opusenc", "--quiet", "--serial", "1", "--bitrate", str(kbps), "--music", "--comp", "10"]
        command += ["--title", title, "--artist", "Stemjam starter library", "--comment", "LICENSE=CC0-1.0"]
        try:
            subprocess.run([*command, str(wav), str(raw)], check=True)
        except FileNotFoundError as cause:
            raise RuntimeError(f"opusenc is missing: apt-get install {PACKAGE}") from cause
        return _trimmed(raw.read_bytes(), LOOKAHEAD + before, n)


def _trimmed(data, skip, length):
    """The same stream with pre-skip `skip`, ending `length` samples after it."""
    pages = _pages(data)
    head = bytearray(pages[0])
    body = 27 + head[26]
    assert head[body : body + 8] == b"OpusHead"
    assert struct.unpack_from("<H", head, body + 10)[0] == LOOKAHEAD
    struct.pack_into("<H", head, body + 10, skip)
    last = bytearray(pages[-1])
    end = struct.unpack_from("<q", last, 6)[0]
    assert end - FRAME < skip + length <= end
    struct.pack_into("<q", last, 6, skip + length)
    return _sealed(head) + b"".join(bytes(p) for p in pages[1:-1]) + _sealed(last)


def _pages(data):
    pages, at = [], 0
    while at < len(data):
        segments = data[at + 26]
        size = 27 + segments + sum(data[at + 27 : at + 27 + segments])
        pages.append(data[at : at + size])
        at += size
    return pages


def _sealed(page):
    """Write the page's checksum (CRC-32, polynomial 04c11db7, not reflected)."""
    page[22:26] = bytes(4)
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    struct.pack_into("<I", page, 22, crc)
    return bytes(page)


def decode(path):
    """The file as a player gets it: float (n, 2) at 48 kHz, pre-skip and end padding trimmed."""
    return _decoded(path.read_bytes())


def _decoded(data):
    with tempfile.TemporaryDirectory() as folder:
        opus, wav = Path(folder) / "stem.opus", Path(folder) / "stem.wav"
        opus.write_bytes(data)
        subprocess.run(["opusdec", "--quiet", "--float", "--rate", str(SR), str(opus), str(wav)], check=True)
        data, rate = soundfile.read(wav, always_2d=True)
    assert rate == SR
    return data
