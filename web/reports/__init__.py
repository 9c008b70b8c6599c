"""The pages of the archive: its reports, one report, the months that they cover."""
