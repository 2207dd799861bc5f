using Orchestrator.Cli.Screens;
using Spectre.Console;

namespace Orchestrator.Cli.Tests.Screens;

public sealed class ScreenTests
{
    [Theory]
    [InlineData("xterm-256color", true, 80, 24, true)]
    [InlineData("dumb", true, 80, 24, false)]
    [InlineData("", true, 80, 24, false)]
    [InlineData(null, true, 80, 24, false)]
    [InlineData("xterm", false, 80, 24, false)]
    [InlineData("xterm", true, 1, 24, false)]
    [InlineData("xterm", true, 80, 2, false)]
    public void A_picture_is_redrawn_only_where_the_cursor_moves_and_it_has_room(
        string? terminal, bool ansi, int width, int height, bool expected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            Out = new AnsiConsoleOutput(TextWriter.Null),
        });
        (console.Profile.Width, console.Profile.Height) = (width, height);
        Screen.CanRedraw(terminal, console.Profile).ShouldBe(expected);
    }
}
