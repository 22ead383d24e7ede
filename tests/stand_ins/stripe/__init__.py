"""Stripe on loopback, held to Stripe's own published description of its requests.

It refuses unknown parameters at any depth, wrong types and wrong values, keeps idempotency keys
as Stripe does, plays Checkout from the hosted page to the refund, and sends signed notices. Say
"checked against Stripe's published OpenAPI", never "tested with Stripe".

    python -m tests.stand_ins.stripe 8825 http://127.0.0.1:8000/webhooks/stripe/ whsec_test
"""
