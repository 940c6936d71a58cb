"""What pages and files of the way to an agreement print."""
