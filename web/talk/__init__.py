"""The page for asking: conversations, the open one, excerpts, and their places in reports."""
