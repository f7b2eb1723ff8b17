"""Canaries: every hidden field holds a word of its own, and no page may sing it to somebody who may not hear it."""
