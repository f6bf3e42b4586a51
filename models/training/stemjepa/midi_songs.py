"""Windows of four bars cut from MIDI files: written by people, so another generator than ours.

python -m stemjepa.midi_songs --midi FOLDER --out work/midi            three files in four
python -m stemjepa.midi_songs --midi FOLDER --held-out --out work/midi-heldout   the fourth, with held-out sounds

FOLDER holds freedoom.tar.xz (BSD) and pop909.tar.xz (MIT) unpacked. One stem per class and window, the busiest channel of the class.
"""

import argparse
from collections import defaultdict
from multiprocessing import Process
from pathlib import Path
from random import Random

import mido
import numpy as np
import torch

from .analysis import Analysis
from .build import save_shard, song_windows
from .grid import BEATS, UNPITCHED
from .songs.notes import Note, Part, Song
from .sound.render import Studio

MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])  # Krumhansl's key profiles
MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
PERCUSSION_KEYS = frozenset(range(54, 83)) - {55, 57, 59}
POP_TRACKS = {"MELODY": (9, 7), "BRIDGE": (7, 5, 4), "PIANO": (3,)}


def class_of_program(program: int) -> int | None:
    """Class id of a General MIDI program; None for sound effects."""
    for top, class_id in ((24, 3), (32, 4), (40, 2), (47, 5), (48, None), (52, 5), (55, 9), (56, None), (72, 6), (80, 7), (88, 7), (96, 8), (104, None), (112, 4)):
        if program < top:
            return class_id
    return None


def relative_tonic(parts: list[Part]) -> tuple[int, bool]:
    """(pitch class of the relative major's tonic, minor) by the best-fitting key profile over the pitched notes."""
    weight = np.zeros(12)
    for part in parts:
        if part.class_id not in UNPITCHED:
            for note in part.notes:
                weight[note.pitch % 12] += min(note.length, 2.0)
    fits = [(np.corrcoef(weight, np.roll(profile, key))[0, 1], key, minor) for minor, profile in ((False, MAJOR), (True, MINOR)) for key in range(12)]
    _, key, minor = max(fits)
    return (key + 3) % 12 if minor else key, minor


def _notes(midi: mido.MidiFile, to_beat) -> dict[tuple, list[Note]]:
    """By (track name, channel, program): notes with their start in beats of the whole file."""
    found: dict[tuple, list[Note]] = defaultdict(list)
    for track in midi.tracks:
        tick, program, held = 0, {}, {}
        for message in track:
            tick += message.time
            if message.type == "program_change":
                program[message.channel] = message.program
            elif message.type == "note_on" and message.velocity > 0:
                held[message.channel, message.note] = (tick, message.velocity, program.get(message.channel, 0))
            elif message.type in ("note_on", "note_off") and (message.channel, message.note) in held:
                start, velocity, preset = held.pop((message.channel, message.note))
                begin, end = to_beat(start), to_beat(tick)
                if end > begin:
                    found[track.name, message.channel, preset].append(Note(begin, end - begin, message.note, velocity / 127))
    return found


def _window(parts: dict[int, list[Note]], start: float) -> list[Part]:
    result = []
    for class_id, notes in parts.items():
        inside = [Note(n.start - start, min(n.length, 4.0), n.pitch, n.velocity) for n in notes if -0.02 <= n.start - start < BEATS - 0.02]
        for note in inside:
            note.start = max(0.0, note.start)
        if len(inside) >= 4:
            result.append(Part(class_id, inside))
    return result


def freedoom_songs(path: Path, rng: Random) -> list[Song]:
    """Windows of a General MIDI file in 4/4, every fourth bar."""
    midi = mido.MidiFile(path)
    if any((m.numerator, m.denominator) != (4, 4) for t in midi.tracks for m in t if m.type == "time_signature"):
        return []
    tempi = [m.tempo for t in midi.tracks for m in t if m.type == "set_tempo"]
    bpm = 60e6 / tempi[0] if tempi else 120.0
    parts: dict[int, list[Note]] = {}
    for (_, channel, program), notes in _notes(midi, lambda tick: tick / midi.ticks_per_beat).items():
        if channel == 9:
            shaken = [n for n in notes if n.pitch in PERCUSSION_KEYS]
            if len(shaken) > 24:
                parts[1] = shaken
                notes = [n for n in notes if n.pitch not in PERCUSSION_KEYS]
            class_id: int | None = 0
        else:
            class_id = class_of_program(program)
        if class_id is not None and len(notes) > len(parts.get(class_id, [])):
            parts[class_id] = notes
    last = max((n.start for notes in parts.values() for n in notes), default=0)
    songs = []
    for start in range(0, int(last) - BEATS + 1, BEATS):
        cut = _window(parts, start)
        if len(cut) >= 3:
            tonic, minor = relative_tonic(cut)
            songs.append(Song(min(180.0, max(65.0, bpm)), tonic, minor, cut))
    return songs


def pop_songs(folder: Path, rng: Random) -> list[Song]:
    """Windows of a POP909 song that begin on an annotated downbeat of 4/4: voice or lead, a second line, keys."""
    midi = mido.MidiFile(folder / f"{folder.name}.mid")
    table = np.loadtxt(folder / "beat_midi.txt")
    beats, down = table[:, 0], np.flatnonzero(table[:, 2] > 0.5)
    if len(down) < 8 or np.median(np.diff(down)) != 4:
        return []
    seconds = {}

    def to_beat(tick: int) -> float:
        if tick not in seconds:
            seconds[tick] = mido.tick2second(tick, midi.ticks_per_beat, tempo)
        return float(np.interp(seconds[tick], beats, np.arange(len(beats))))

    tempi = [m.tempo for t in midi.tracks for m in t if m.type == "set_tempo"]
    if len(set(tempi)) != 1:
        return []
    tempo = tempi[0]
    parts = {rng.choice(POP_TRACKS[name]): notes for (name, _, _), notes in _notes(midi, to_beat).items() if name in POP_TRACKS}
    songs = []
    for start in down:
        if start + BEATS >= len(beats) or not np.array_equal(down[(down >= start) & (down < start + BEATS)] - start, [0, 4, 8, 12]):
            continue
        cut = _window(parts, float(start))
        if len(cut) >= 2:
            tonic, minor = relative_tonic(cut)
            bpm = 60.0 / float(np.median(np.diff(beats[start : start + BEATS])))
            songs.append(Song(min(180.0, max(65.0, bpm)), tonic, minor, cut))
    return songs


def build(files: list[tuple[int, Path]], held_out: bool, out: Path, limit: int) -> None:
    torch.set_num_threads(1)
    studio, analysis = Studio(held_out), Analysis()
    for number, path in files:
        target = out / f"{number:04d}.npz"
        if target.exists():
            continue
        rng = Random(number)
        cut = pop_songs(path, rng) if path.is_dir() else freedoom_songs(path, rng)
        cut = rng.sample(cut, min(limit, len(cut)))
        windows, songs, classes = [], [], []
        for index, song in enumerate(cut):
            made, ids = song_windows(studio, analysis, rng, song)
            if len(made) >= 2:
                windows += made
                classes += ids
                songs += [number * 100 + index] * len(made)
        if windows:
            save_shard(target, windows, songs, classes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--midi", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    every = [*sorted(options.midi.rglob("d_*.mid")), *sorted(f.parent for f in options.midi.rglob("*/beat_midi.txt"))]
    files = [(number, path) for number, path in enumerate(every) if (number % 4 == 3) == options.held_out]
    workers = []
    for p in range(options.processes):
        mine = files[p :: options.processes]
        games = [f for f in mine if not f[1].is_dir()]
        pops = [f for f in mine if f[1].is_dir()]
        if options.held_out:
            pops = pops[::6]
        for share, limit in ((games, 4 if options.held_out else 8), (pops, 1)):
            workers.append(Process(target=build, args=(share, options.held_out, options.out, limit)))
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a renderer stopped: see above")


if __name__ == "__main__":
    main()
