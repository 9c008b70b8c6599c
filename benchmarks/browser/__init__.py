"""The whole product in a real browser: pictures of every page, and what can be measured there."""
