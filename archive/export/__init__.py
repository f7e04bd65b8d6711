"""What leaves an archive for other programs."""
