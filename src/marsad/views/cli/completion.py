"""``marsad completion``: scripts that let a shell complete commands and options."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes SHELL complete marsad's commands and options.

    \b
    Examples:
      marsad completion bash >> ~/.bashrc
      marsad completion zsh >> ~/.zshrc
      marsad completion fish > ~/.config/fish/completions/marsad.fish
    """
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    if maker is None:  # pragma: no cover: click knows all three
        raise click.ClickException(f"click has no completion for {shell}.")
    click.echo(maker(context.find_root().command, {}, "marsad", "_MARSAD_COMPLETE").source())
