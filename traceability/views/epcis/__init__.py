"""EPCIS 2.0 over HTTP (JSON and REST bindings): capture, query, named queries, subscriptions."""
