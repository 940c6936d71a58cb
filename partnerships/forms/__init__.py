"""What people type about themselves and the service."""
