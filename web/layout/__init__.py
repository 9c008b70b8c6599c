"""What every page is made of: its frame, its language, text made into markup, refusals."""
