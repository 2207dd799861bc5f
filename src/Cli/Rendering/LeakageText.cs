using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Rendering;

/// <summary>What the leakage guard found, in sentences.</summary>
internal static class LeakageText
{
    /// <summary>A line a finding and what to do about it; no line where nothing was found.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<LeakageFinding>? findings)
    {
        if (findings is not { Count: > 0 })
        {
            yield break;
        }

        foreach (var finding in findings)
        {
            var examples = string.Join(", ", finding.Examples.Select(pair => $"{pair.Scored} and {pair.Trained}"));
            yield return $"leakage: {finding.ValidationRows} validation rows and {finding.TestRows} test rows {Words(finding.Kinship)} "
                + $"rows that are trained on, such as rows {examples} (counted from 0)";
        }
        yield return "         Their scores will be too good; 'leakage: group' in cross_validation keeps kin on one side.";
    }

    private static string Words(Kinship kinship) => kinship switch
    {
        Kinship.Copies => "are copies of",
        Kinship.NearCopies => "are copies or near copies of",
        Kinship.Groups => "are of one group with",
        _ => throw new ArgumentOutOfRangeException(nameof(kinship), kinship, "an unknown kinship"),
    };
}
