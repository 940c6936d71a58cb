"""What people type on the pages of who and where."""
