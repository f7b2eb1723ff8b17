"""The demo: a fictional home funder with some forty fictional partners in six real states, and their 2027–28 cycle.

`organizations/`, `money.py`, `recommendations.py` and `people.py` are the data, to be read like a story; `shapes.py`
says what each entry can say, and derives every sum that can be derived, so that sums agree by construction; `load.py`
writes it all. Only places and vote totals are real. No name, person or figure here belongs to a real organization.
"""
