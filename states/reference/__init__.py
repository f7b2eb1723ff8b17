"""Reference data typed in with its sources, and readers of the packages that bring the rest.

Nothing here touches the database: `states.actions.reference` compares it with what is there.
"""
