using System.Globalization;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Api;

/// <summary>Names a trial: <c>splice-1:3</c>, or <c>3</c> where the sweep is known.</summary>
/// <param name="Sweep">Which sweep.</param>
/// <param name="Trial">Its number, from 0.</param>
public readonly record struct TrialReference(SweepId Sweep, int Trial)
{
    private const char Between = ':';

    /// <summary>Reads a reference; null = it is none.</summary>
    /// <param name="text"><c>SWEEP:TRIAL</c> or <c>TRIAL</c>.</param>
    /// <param name="known">The sweep of a number that stands alone; null = it must be named.</param>
    public static TrialReference? Parse(string text, SweepId? known)
    {
        var at = text.LastIndexOf(Between);
        var sweep = at < 0 ? known : at == 0 ? null : new SweepId(text[..at]);
        return sweep is { } named && int.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var trial)
            ? new TrialReference(named, trial) : null;
    }

    /// <summary>The short form for whoever knows the sweep.</summary>
    public string Within(SweepId known) =>
        Sweep == known ? Trial.ToString(CultureInfo.InvariantCulture) : ToString();

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sweep}{Between}{Trial}");
}
