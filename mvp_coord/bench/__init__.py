"""How fast pages and engines are on large data: one module per bench, on fictional rows in a database of their own.

`make bench` runs all of them, `manage.py bench directory --json` one. A bench is a module that says for how many rows
it is run (`SIZES`), makes them (`fill`), and measures (`measure`); `registry.py` names it.
"""
