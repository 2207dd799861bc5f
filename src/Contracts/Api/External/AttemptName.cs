using System.Globalization;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Api.External;

/// <summary>What the API calls an attempt: <c>12-0-1</c> is the first one at fold 0 of trial 12.</summary>
public static class AttemptName
{
    private const char Between = '-';

    /// <summary>The name of an attempt.</summary>
    public static string Of(AttemptId attempt) => string.Create(CultureInfo.InvariantCulture,
        $"{attempt.Fold.Trial}{Between}{attempt.Fold.Fold}{Between}{attempt.Attempt}");

    /// <summary>The attempt of a name; null = it is none.</summary>
    public static AttemptId? Parse(string name)
    {
        var parts = name.Split(Between);
        return parts.Length == 3 && Number(parts[0]) is { } trial && Number(parts[1]) is { } fold && Number(parts[2]) is { } attempt
            ? new AttemptId(new FoldId(trial, fold), attempt) : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
