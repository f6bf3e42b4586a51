#!/bin/sh
# From nothing to the shipped model: sh models/training/make_model.sh [WORK_FOLDER [MIDI_FOLDER]]
# Needs Debian's python3-venv libfluidsynth3 fluid-soundfont-gm musescore-general-soundfont-small sonic-pi-samples. Every step resumes.
set -eu
cd "$(dirname "$0")"
work=$(realpath -m "${1:-work}")
midi=${2:-}
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -r requirements.txt; }
python="$work/venv/bin/python"
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"

"$python" -m stemjepa.build --songs "${SONGS:-4000}" --out "$work/train"
"$python" -m stemjepa.build --songs 50 --held-out --out "$work/development"
"$python" -m stemjepa.build --songs 150 --first 100 --held-out --out "$work/heldout"
data="$work/train"
judged="$work/heldout"
if [ -n "$midi" ]; then
  "$python" -m stemjepa.midi_songs --midi "$midi" --out "$work/midi"
  "$python" -m stemjepa.midi_songs --midi "$midi" --held-out --out "$work/midi-heldout"
  data="$data $work/midi"
  judged="$judged $work/midi-heldout"
fi
# shellcheck disable=SC2086  # folders without spaces, several words on purpose
OMP_NUM_THREADS=2 "$python" -m stemjepa.train --data $data --held-out "$work/development" --out "$work" --minutes "${MINUTES:-75}" --threads 2
# shellcheck disable=SC2086
"$python" -m stemjepa.evaluate --checkpoint "$work/last.pt" --data $judged --json "$work/metrics.json"
"$python" -m stemjepa.starter_library --checkpoint "$work/last.pt" --json "$work/starter.json"
"$python" -m stemjepa.export --checkpoint "$work/last.pt" --version "$(date +%Y.%m.%d)" --metrics "$work/metrics.json" "$work/starter.json"
"$python" -m stemjepa.heldout --spectra "$work/heldout" --name heldout --limit-songs 50
[ -z "$midi" ] || "$python" -m stemjepa.heldout --spectra "$work/midi-heldout" --name midi --every 2
