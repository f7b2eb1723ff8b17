"""Why a file is not let in."""


class RefusedError(Exception):
    """The file is not let in; the message is one or two sentences for the person who sent it."""
