"""The composer: every part follows the song's groove."""

from random import Random

from stemjepa.songs.compose import compose
from stemjepa.songs.groove import compose_groove
from stemjepa.songs.harmony import compose_harmony
from stemjepa.songs.rhythm_section import bass, drums


def test_the_same_seed_composes_the_same_song() -> None:
    assert compose(Random(3)) == compose(Random(3))


def test_notes_are_inside_the_window_and_playable() -> None:
    for seed in range(200):
        song = compose(Random(seed))
        assert len({part.class_id for part in song.parts}) == len(song.parts) >= 3
        for part in song.parts:
            assert all(0 <= n.start < 16 and n.length > 0 and 0 < n.velocity <= 1 and 12 <= n.pitch <= 108 for n in part.notes)


def test_bass_falls_on_the_kick_more_often_in_its_own_song_than_in_another() -> None:
    own = other = 0.0
    previous = None
    for seed in range(300):
        rng = Random(seed)
        groove, harmony = compose_groove(rng), compose_harmony(rng)
        line = {round(n.start, 3) for n in bass(rng, groove, harmony, 0)}
        kick = {round(n.start, 3) for n in drums(rng, groove, harmony) if n.pitch == 36}
        if previous:
            own += len(line & kick) / len(line | kick)
            other += len(line & previous) / len(line | previous)
        previous = kick
    assert own > 1.3 * other
