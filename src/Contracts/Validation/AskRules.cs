using Orchestrator.Contracts.Api.External;

namespace Orchestrator.Contracts.Validation;

/// <summary>Whether a client may ask for folds like that.</summary>
public static class AskRules
{
    /// <summary>All that is wrong; empty = nothing.</summary>
    public static IEnumerable<DefinitionProblem> Problems(Asking asking)
    {
        if (asking.Count is < 1 or > Asking.MostFolds)
        {
            yield return new("count", $"'{{field}}' is a whole number from 1 to {Asking.MostFolds}, not {{found}}.",
                FieldRules.Shown(asking.Count));
        }

        if (!(asking.Wait is >= 0 and <= Asking.LongestWait))
        {
            yield return new("wait", FormattableString.Invariant($"'{{field}}' is 0 to {Asking.LongestWait} seconds, not {{found}}."),
                FieldRules.Shown(asking.Wait));
        }

        foreach (var (field, text) in new[] { ("worker", asking.Worker), ("key", asking.Key) })
        {
            if (text is not null && !FieldRules.IsText(text, Asking.LongestName))
            {
                yield return new(field, $"'{{field}}' is a text of 1 to {Asking.LongestName} characters without control characters, not "
                    + "{found}.", FieldRules.Shown(text));
            }
        }
    }
}
