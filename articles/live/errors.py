"""What can go wrong with a feed: a code and its parameters, worded elsewhere."""


class FeedError(Exception):
    """An address that gave nothing usable; `code` and `params` are worded by the caller.

    It crosses from one process to another, so it must survive pickling.
    """

    def __init__(self, code: str, **params: str | int):
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({told})" if told else self.code

    def __reduce__(self):
        return _again, (type(self), self.code, self.params)


class FetchError(FeedError):
    """The bytes could not be had, or must not be asked for."""


class ParseError(FeedError):
    """The bytes are no feed we can read."""


class Overrun(FeedError):
    """Work was stopped from outside: too long, too much memory, or it crashed."""


def _again(kind, code, params):
    return kind(code, **params)
