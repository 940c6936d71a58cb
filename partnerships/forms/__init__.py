"""What people type about people, roles and keys."""
