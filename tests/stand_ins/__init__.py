"""Outside worlds rebuilt small enough to run inside a test: they behave, they are not mocks."""
