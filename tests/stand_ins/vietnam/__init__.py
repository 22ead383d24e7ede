"""VNPay, MoMo, ZaloPay and Viettel on loopback: they sign, check and refuse as their papers say."""
