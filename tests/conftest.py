"""The cast, and what every test may ask for."""

pytest_plugins = ["tests.plugin"]
