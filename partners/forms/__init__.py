"""The shape of what people type about partners: searches, profiles, entities, plans."""
