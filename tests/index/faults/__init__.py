"""Faults put into a running archive: killed at any step, power lost, disk full, disk failing."""
