using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Description;

namespace Orchestrator.Cli.Rendering;

/// <summary>What a data set holds, line by line.</summary>
internal static class DescriptionText
{
    private const int MostTargets = 40, MostClasses = 30;

    public static IEnumerable<string> Of(DataDescription data)
    {
        yield return Line("rows", data.TestRows > 0 ? $"{data.Rows}, of which {data.TestRows} test rows" : $"{data.Rows}");
        yield return Line("inputs", data.Lengths is { } lengths
            ? $"sequences of {lengths.Shortest} to {lengths.Longest} bases, median {lengths.Median}; "
                + Invariant($"{data.UnknownBases:P2} unknown bases")
            : $"{(data.Inputs == "sparse" ? "sparse numbers" : "numbers")} ({string.Join(" x ", data.RowShape)}), "
                + Invariant($"{data.Zeros:P1} of them 0; {data.ConstantColumns} columns are the same in all rows"));
        foreach (var target in data.Targets.Take(MostTargets))
        {
            yield return Line("target " + target.Name, Words(target));
        }

        if (data.Targets.Count > MostTargets)
        {
            yield return Line("", $"and {data.Targets.Count - MostTargets} more targets; --json has them all");
        }

        if (data.Groups is { } groups)
        {
            yield return Line("groups", $"{groups.Count}, the largest of {groups.Largest} rows");
        }

        foreach (var kin in data.Kin)
        {
            yield return Line(kin.Kinship == Kinship.Copies ? "copies" : "near copies", Words(kin));
        }

        if (data.Contradictions > 0)
        {
            yield return Line("contradictions",
                $"{data.Contradictions} rows have the inputs of a row with another answer: no model is right about all of them");
        }

        foreach (var remark in data.Remarks)
        {
            yield return Line("note", remark);
        }

        yield return Line("content", data.Fingerprint);
    }

    private static string Words(TargetSummary target)
    {
        var missing = target.Missing > 0
            ? Invariant($"; missing in {target.Missing} rows ({(double)target.Missing / (target.Known + target.Missing):P1})") : "";
        if (target.Known == 0)
        {
            return "known in no row";
        }

        if (target.Classes is not { } classes)
        {
            return Invariant($"{target.Minimum:G4} to {target.Maximum:G4}, mean {target.Mean:G4}, deviation {target.Deviation:G4}")
                + missing;
        }

        var counts = classes.OrderByDescending(own => own.Value).Take(MostClasses)
            .Select(own => Invariant($"{own.Key} {own.Value} ({(double)own.Value / target.Known:P1})"));
        return string.Join(", ", counts) + (classes.Count > MostClasses ? $" and {classes.Count - MostClasses} more" : "") + missing;
    }

    private static string Words(KinSummary kin) => kin.Rows == 0
        ? "none"
        : $"{kin.Rows} rows have one, {kin.Distinct} rows are distinct, the largest set has {kin.Largest}"
            + (kin.Kinship == Kinship.NearCopies
                ? "; near copies differ in at most a fiftieth of their places, or as --differences says" : "");

    private static string Line(string name, string text) => $"{name,-14} {text}";

    private static string Invariant(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture).Replace(" %", "%", StringComparison.Ordinal);
}
