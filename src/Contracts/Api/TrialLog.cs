using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api;

/// <summary>Which part of a trial's log is wanted.</summary>
/// <param name="Fold">Its fold's name, see <see cref="FoldRow.Name"/>; null = all folds.</param>
/// <param name="Attempt">From 1; null = the last of each fold.</param>
public sealed record LogQuery(string? Fold = null, int? Attempt = null);

/// <summary>What workers printed during a trial's attempts.</summary>
/// <param name="Sweep">Whose it is.</param>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Open">Whether more may come: the trial, or its refit, has not ended.</param>
/// <param name="Attempts">Those that were wanted, in the order of their folds.</param>
public sealed record TrialLog(SweepId Sweep, int Trial, bool Open, IReadOnlyList<AttemptLog> Attempts)
{
    /// <summary>Most lines of one answer; of more, each attempt has its last ones.</summary>
    public const int MostLines = 1000;
}

/// <summary>What a worker printed during one attempt.</summary>
/// <param name="Fold">Name of the fold.</param>
/// <param name="Attempt">Where and when it ran, and how it ended.</param>
/// <param name="Lines">Of many lines the first and the last; the numbers tell which are left out.</param>
public sealed record AttemptLog(string Fold, AttemptRow Attempt, IReadOnlyList<LogLine> Lines)
{
    /// <summary>The lines with what is left out between them, as sentences, for people.</summary>
    /// <param name="after">Number of the last line that is known already; 0 = none.</param>
    public IEnumerable<(LogLine? Line, string? Gap)> Told(int after = 0)
    {
        foreach (var line in Lines.Where(line => line.Number > after))
        {
            if (line.Number - after - 1 is var missing and > 0)
            {
                yield return (null, string.Create(CultureInfo.InvariantCulture,
                    $"… {missing} line{(missing == 1 ? " is" : "s are")} left out …"));
            }

            yield return (line, null);
            after = line.Number;
        }
    }
}
