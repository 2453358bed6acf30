"""The commands: each one parses its words, calls a service and prints the result. A module holds a family of commands."""
