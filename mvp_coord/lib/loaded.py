"""What a process has loaded before it answers anybody stays as long as the process does."""

import gc


def keep_loaded() -> None:
    """Tell Python's collector not to walk what is loaded now: modules, models, addresses.

    They are some hundred thousand objects, none of which ever goes. Walking them costs a tenth of a second, and a
    page that reads two thousand plans makes enough new objects for the collector to do so.
    """
    gc.collect()
    gc.freeze()
