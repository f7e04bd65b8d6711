"""What was asked of portals and what they sent."""
