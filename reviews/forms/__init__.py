"""What people type on how targets are going."""
