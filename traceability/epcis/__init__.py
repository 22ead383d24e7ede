"""EPCIS 2.0: events built, wrapped into documents, and named by the hash of what they say.

Pure: no Django, no clock, no network. Standards: EPCIS and CBV 2.0, JSON-LD binding 2.0.1.
"""
