"""What is fetched from elsewhere: pages and feeds, by addresses that are checked."""
