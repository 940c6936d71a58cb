"""What people type about how targets are going."""
