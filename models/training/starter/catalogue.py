"""All families, in the order of the library, and library.json."""

import importlib
import json

FAMILIES = ("house", "disco", "synthpop", "techno", "funk", "afrobeat", "hiphop", "lofi", "dub", "trap", "dnb", "ambient")


def families():
    return [importlib.import_module(f"starter.families.{name}").FAMILY for name in FAMILIES]


def library(all_families):
    """The library's index, as prisma/seed/library.json stores it."""
    return {
        "licence": "CC0-1.0",
        "maker": "Stemjam starter library",
        "families": [
            {"familyId": f.id, "name": f.name, "style": f.style, "bpm": f.bpm, "key": f.tonality, "about": f.about}
            for f in all_families
        ],
        "stems": [
            {
                "file": f"stems/{s.id}.opus",
                "name": s.name,
                "familyId": f.id,
                "instrument": s.instrument,
                "bars": s.bars,
                "beatsPerBar": 4,
                "bpm": f.bpm,
                "key": f.tonality if s.pitched else None,
                "lengthSamples": s.length,
                "tags": [f.style, *s.tags],
            }
            for f in all_families
            for s in f.stems
        ],
    }


def write_library(all_families, path):
    head = library(all_families)
    rows = {key: ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in head[key]) for key in ("families", "stems")}
    text = (
        f'{{\n  "licence": "{head["licence"]}",\n  "maker": "{head["maker"]}",\n'
        f'  "families": [\n{rows["families"]}\n  ],\n  "stems": [\n{rows["stems"]}\n  ]\n}}\n'
    )
    path.write_text(text, encoding="utf-8")
