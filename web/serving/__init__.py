"""Around the application: running it, guarding it, limiting requests, logging them."""
