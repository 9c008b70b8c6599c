"""What administrators do: correct, remove and restore reports, look through ratings."""
