"""The doors: one small file a command; no logic, no SQL."""
