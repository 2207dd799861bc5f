namespace Orchestrator.Docs.Tests.Markdown;

/// <summary>A fenced block of a document.</summary>
/// <param name="Line">Of its first line within the fences, from 1.</param>
/// <param name="Language">What stands behind the opening fence; empty = nothing.</param>
/// <param name="Lines">What is in it.</param>
/// <param name="File">Under which name a reader keeps it: <c>&lt;!-- file: NAME --&gt;</c> on the line before the block.</param>
/// <param name="NotRun">Why its commands are not run: <c>&lt;!-- not run: REASON --&gt;</c> on the line before the block.</param>
internal sealed record Block(int Line, string Language, IReadOnlyList<string> Lines, string? File, string? NotRun)
{
    /// <summary>Whether these are commands: a session with what it prints, or a script.</summary>
    public bool HasCommands => Language is "console" or "sh";
}
