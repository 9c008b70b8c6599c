"""The product beside what a user would pick instead, on the same reports and machine."""
