"""The yardstick of every other command: two commands of Typer that say hello."""

import typer

app = typer.Typer()


@app.command()
def mood(score: int) -> None:
    """Say a mood."""
    print(f"Saved {score}")


@app.command()
def bye(name: str = "you") -> None:
    """Say bye."""
    print(f"Bye {name}")


if __name__ == "__main__":
    app()
