using Orchestrator.Cli.Rendering;
using Spectre.Console;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>What would be printed without colours on so many columns.</summary>
internal static class Paper
{
    public static string Of(Action<Tables> print, int width = 100)
    {
        var text = new StringWriter { NewLine = "\n" };
        var console =
            AnsiConsole.Create(
                new AnsiConsoleSettings
                {
                    Ansi = AnsiSupport.No,
                    ColorSystem = ColorSystemSupport.NoColors,
                    Out = new AnsiConsoleOutput(text)
                });
        console.Profile.Width = width;
        print(new Tables(console));
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }
}
