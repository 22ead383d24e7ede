"""How Stripe says no."""


class Refusal(Exception):
    """An error as Stripe words it: a status and an ``error`` object."""

    def __init__(self, message, *, param=None, code=None, status=400, kind="invalid_request_error"):
        super().__init__(message)
        self.status = status
        self.told = {"error": {"type": kind, "message": message, "param": param, "code": code}}
