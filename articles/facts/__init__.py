"""Facts read from text: pure, with no Django, no clock and no network."""
