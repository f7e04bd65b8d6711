"""Keeps bytes and readings: what portals sent, for ever, and all that readers ever made of it."""
