using Orchestrator.Cli.Rendering;
using Spectre.Console;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>What would be printed without colours on so many columns.</summary>
internal static class Paper
{
    /// <param name="print">What is printed.</param>
    /// <param name="width">Columns.</param>
    /// <param name="live">Whether somebody sits there.</param>
    /// <param name="unicode">Whether block characters can be shown.</param>
    public static string Of(Action<Tables> print, int width = 100, bool? live = null, bool unicode = true)
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
        console.Profile.Capabilities.Unicode = unicode;
        print(new Tables(console, live));
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }
}
