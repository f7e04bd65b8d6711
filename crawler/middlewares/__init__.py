"""What stands between the spider and the network: allow-list, pace, robots.txt, conditional requests, address guard."""
