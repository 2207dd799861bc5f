using System.Globalization;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What the leakage guard found, in sentences.</summary>
public static class LeakageText
{
    private const string Consequence = "Their scores will be too good; 'leakage: group' in cross_validation keeps kin on one side.";

    /// <summary>Lines of a terminal: one a finding, and what to do about it; none where nothing was found.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<LeakageFinding>? findings) => findings is not { Count: > 0 } ? []
        : [.. findings.Select(finding => $"leakage: {Found(finding)}"), $"         {Consequence}"];

    /// <summary>One finding and what to do about it.</summary>
    public static string Sentence(LeakageFinding finding) => $"Leakage: {Found(finding)}. {Consequence}";

    private static string Found(LeakageFinding finding)
    {
        var examples = string.Join(", ", finding.Examples.Select(pair => $"{pair.Scored} and {pair.Trained}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{finding.ValidationRows:#,##0} validation rows and {finding.TestRows:#,##0} test rows {Words(finding.Kinship)} rows that ")
            + $"are trained on, such as rows {examples} (counted from 0)";
    }

    private static string Words(Kinship kinship) => kinship switch
    {
        Kinship.Copies => "are copies of",
        Kinship.NearCopies => "are copies or near copies of",
        Kinship.Groups => "are of one group with",
        _ => throw new ArgumentOutOfRangeException(nameof(kinship), kinship, "an unknown kinship"),
    };
}
