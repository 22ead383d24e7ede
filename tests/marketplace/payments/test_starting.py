"""A gateway that says it starts alone asks nobody over the network; the others do."""

import socket
from dataclasses import replace

from marketplace.payments import memo
from marketplace.payments.gateways.vietqr import VietQR
from tests.marketplace.payments.counters import CHARGE

MARKET = VietQR(bank="970436", account="0011004455667", holder="CHO GOC")


def calls_while_starting(gateway, monkeypatch):
    """What was sent through sockets, newly opened or kept open; it is sent all the same."""
    called, send = [], socket.socket.sendall

    def noting(self, said, *flags):
        called.append(bytes(said))
        return send(self, said, *flags)

    with monkeypatch.context() as listening:
        listening.setattr(socket.socket, "sendall", noting)
        gateway.start(replace(CHARGE, reference=memo.mint()))
    return called


def test_who_starts_alone_speaks_to_no_socket_and_says_so_and_nobody_else_does(
    gateway, monkeypatch
):
    called = calls_while_starting(gateway, monkeypatch)
    assert gateway.capabilities.starts_alone is (called == [])


def test_a_transfer_by_vietqr_is_asked_for_without_a_socket(monkeypatch):
    assert MARKET.capabilities.starts_alone
    assert calls_while_starting(MARKET, monkeypatch) == []
