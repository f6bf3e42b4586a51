"""The numbers every file agrees on. CONTRACT: models/manifest.json repeats them for the server."""

SAMPLE_RATE = 16_000  # Hz, mono
BEATS = 16  # one window: four bars of 4/4
BEATS_PER_BAR = 4
FRAMES_PER_BEAT = 8
FRAMES = BEATS * FRAMES_PER_BEAT  # 128 constant-Q frames per window
ROWS = 84  # semitones; row r is MIDI 24 + r
LOWEST_MIDI = 24
BAND_FRAMES_PER_BEAT = 16
BAND_FRAMES = BEATS * BAND_FRAMES_PER_BEAT  # 256 band frames per window
BANDS = 8
FLOOR_DB = -90.0  # bytes: 0 is silence, b >= 1 is FLOOR_DB + STEP_DB * b
STEP_DB = 0.4
CQT_BYTES = FRAMES * ROWS
BAND_BYTES = BAND_FRAMES * BANDS
WINDOW_BYTES = CQT_BYTES + BAND_BYTES  # 12 800

CLASSES = ("drums", "percussion", "bass", "keys", "guitar", "strings", "brass", "lead", "pad", "voice")
ANY_CLASS = len(CLASSES)
UNPITCHED = frozenset({0, 1})  # class ids whose rows are never shifted

BEAT_TOKENS = 16
BEAT_WIDTH = 32
GLOBAL_WIDTH = 128
VECTOR = BEAT_TOKENS * BEAT_WIDTH + GLOBAL_WIDTH  # 640


def grid_centers(samples: int, beats: float, frames: int, frames_per_beat: int) -> list[int]:
    """Sample positions of `frames` grid points, in a loop of `samples` samples that lasts `beats` beats.

    Positions run past the loop's end where the window is longer than the loop; the analysis takes them modulo
    `samples`, which tiles the loop. Rounded half up, as the server does.
    """
    step = samples / beats / frames_per_beat
    return [int(i * step + 0.5) for i in range(frames)]
