"""The diary line and all else that is typed: text to values, pure. The one reader of what is typed to log."""
