using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Dashboard.Text;

/// <summary>The attempts of a trial, to choose one whose log is shown.</summary>
internal static class Attempts
{
    /// <summary>Names an attempt within its trial; null = none.</summary>
    public static string? KeyOf((string Fold, AttemptRow Attempt)? attempt) =>
        attempt is var (fold, row) ? string.Create(CultureInfo.InvariantCulture, $"{fold}/{row.Attempt}") : null;

    /// <summary>What it is called: <c>Fold 2, attempt 1: crashed</c>.</summary>
    public static string TitleOf((string Fold, AttemptRow Attempt) attempt) => string.Create(CultureInfo.InvariantCulture,
        $"{(attempt.Fold == FoldRow.Refit ? "Refit" : $"Fold {attempt.Fold}")}, attempt {attempt.Attempt.Attempt}")
        + (attempt.Attempt.Failure is { } failure ? $": {Words.Of(failure)}" : attempt.Attempt.EndedAt is null ? ": running" : "");

    /// <summary>The attempt that was chosen; else the last that failed, one that runs, or the last.</summary>
    public static (string Fold, AttemptRow Attempt)? Choose(IReadOnlyList<(string Fold, AttemptRow Attempt)> attempts, string? key) =>
        attempts.Count == 0 ? null
            : attempts.Where(attempt => KeyOf(attempt) == key)
                .Concat(attempts.Where(attempt => attempt.Attempt.Failure is not null)
                    .OrderByDescending(attempt => attempt.Attempt.EndedAt))
                .Concat(attempts.Where(attempt => attempt.Attempt.EndedAt is null))
                .Append(attempts[^1]).First();
}
