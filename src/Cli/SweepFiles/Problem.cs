namespace Orchestrator.Cli.SweepFiles;

/// <summary>Something in a sweep file that is not right.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What was found, what is allowed, and the nearest valid word.</param>
public sealed record Problem(int Line, int Column, string Message)
{
    /// <summary>As compilers write it: <c>file:line:column: message</c>.</summary>
    public string In(string file) => $"{file}:{Line}:{Column}: {Message}";
}
