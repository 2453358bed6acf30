"""The diary line: a small grammar that refuses rather than guesses. The one reader of all that is typed to log."""
