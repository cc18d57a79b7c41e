class ReviewError(Exception):
    """An act that cannot be done now; its text is for the person who tried."""
