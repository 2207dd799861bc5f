namespace Orchestrator.Cli.Settings;

/// <summary>A key of a role file.</summary>
/// <param name="Key">The option's name without its dashes.</param>
/// <param name="Values">One, or those of a list.</param>
/// <param name="Place">As compilers write it: <c>file:line:column</c>.</param>
public sealed record RoleEntry(string Key, IReadOnlyList<string> Values, string Place);
