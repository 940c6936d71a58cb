"""What the pages of who and where show, put together for one reader."""
