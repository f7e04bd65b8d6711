"""What readers made of the payloads: readings side by side, and the rows of the current ones."""
