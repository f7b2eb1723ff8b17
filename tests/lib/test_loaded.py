"""What is loaded before the first request is left alone by Python's collector."""

import gc

from mvp_coord.lib.loaded import keep_loaded


def test_what_is_loaded_is_walked_no_more():
    try:
        keep_loaded()
        assert gc.get_freeze_count() > len(gc.get_objects())
    finally:
        gc.unfreeze()
