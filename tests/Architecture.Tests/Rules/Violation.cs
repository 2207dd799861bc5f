namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>A place that breaks a rule.</summary>
/// <param name="Where">File, with a line where there is one, or assembly.</param>
/// <param name="What">What is wrong there, and what would be right.</param>
internal sealed record Violation(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";
}
