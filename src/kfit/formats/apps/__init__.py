"""The exports of other apps: each module reads one app's."""
