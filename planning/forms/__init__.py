"""The shape of what people send about cases and recommendations."""
