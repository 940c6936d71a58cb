"""What people type on the way to an agreement, by what it is about."""
