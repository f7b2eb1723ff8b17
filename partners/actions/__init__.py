"""What people do to the directory: profiles, legal entities, programs and activities. Each refuses by name."""
