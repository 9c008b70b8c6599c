"""Bringing reports into the archive in the background: uploads, builds, their page."""
