"""What people see: the command line and the page, in French and in English."""
