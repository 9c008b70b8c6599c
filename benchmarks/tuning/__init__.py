"""Learns from gold questions when a figure is an answer; see `benchmarks.tuning.__main__`."""
