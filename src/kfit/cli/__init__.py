"""The commands: each parses, calls a service, renders. One module for a family of commands."""
