"""Sound sources and effects, rendered offline at 48 kHz stereo.

A loop is treated as a circle: every sound longer than the loop wraps around and every effect is
computed in its periodic steady state, so a loop repeats without a seam whatever its tails.
"""
