"""Prints the few lines that make a shell complete kfit's words."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import Refused
from .output import say
from .shape import Command, new_app

app = new_app()
SHELLS = ("bash", "zsh", "fish")
WHERE = {
    "bash": "# To keep it: kfit completion bash >> ~/.bashrc",
    "zsh": "# To keep it: kfit completion zsh >> ~/.zshrc",
    "fish": "# To keep it: kfit completion fish > ~/.config/fish/completions/kfit.fish",
}


@app.command(cls=Command)
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="bash|zsh|fish", autocompletion=lambda incomplete: [s for s in SHELLS if s.startswith(incomplete)])
    ],
) -> None:
    """Print a script for your shell; no file is changed. It completes commands, options, choices and numbers, never a note."""
    if shell.lower() not in SHELLS:
        raise Refused(f"I don't know the shell '{shell}'. There are: {', '.join(SHELLS)}. Try: kfit completion bash")
    from typer._completion_shared import get_completion_script

    say(get_completion_script(prog_name="kfit", complete_var="_KFIT_COMPLETE", shell=shell.lower()))
    say(WHERE[shell.lower()])
