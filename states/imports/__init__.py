"""Files of facts about places, read and checked before anything is written."""
