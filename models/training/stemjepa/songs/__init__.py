"""A composer of four-bar songs whose parts share one groove and one harmony."""
