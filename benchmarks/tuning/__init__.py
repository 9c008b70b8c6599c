"""Learns the ranking's weights and when a figure is an answer; see `benchmarks.tuning.__main__`."""
