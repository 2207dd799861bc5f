namespace Orchestrator.Search.Pruners;

/// <summary>Whether a trial goes on.</summary>
/// <param name="Prunes">Whether it is stopped, with all its folds.</param>
/// <param name="Reason">For people, with the figures that decided; empty when it goes on.</param>
public sealed record Verdict(bool Prunes, string Reason)
{
    /// <summary>The trial goes on.</summary>
    public static Verdict Continue { get; } = new(false, "");

    /// <summary>The trial is stopped.</summary>
    public static Verdict Prune(string reason) => new(true, reason);
}
