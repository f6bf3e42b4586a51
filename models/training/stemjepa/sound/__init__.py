"""Notes -> audio at 16 kHz mono: sound fonts, own synthesis, drum kits, effects. Fast rather than pretty: only spectra are kept."""
