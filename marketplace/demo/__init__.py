"""The demonstration market: fictional people, stalls, goods, lots and orders, and how they come.

Every producer here is called «Mẫu» and every price is illustrative. Nothing is invented about
anybody real: the register's producers get no pack, no price, no lot, no order.
"""
