using System.Globalization;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Significance;
using Spectre.Console;
using Grid = Orchestrator.Cli.Rendering.Grid;
using GridColumn = Orchestrator.Cli.Rendering.GridColumn;

namespace Orchestrator.Cli.Explanations;

/// <summary>Prints what an explanation found: of each output the first inputs of the ranking, and how far the methods agree.</summary>
internal sealed class ExplanationTables(IAnsiConsole console)
{
    private const int MostOutputs = 12;

    /// <summary>Tables on standard output; see <see cref="Tables.OnStandardOutput"/>.</summary>
    public static ExplanationTables OnStandardOutput() => new(Tables.StandardOutput());

    /// <summary>Prints.</summary>
    /// <param name="definition">What was asked.</param>
    /// <param name="found">What was found.</param>
    /// <param name="output">The output to print alone; null = all, as far as there is room for them.</param>
    /// <param name="rows">Inputs of each ranking.</param>
    public void Print(ExplanationDefinition definition, ExplanationFindings found, string? output, int rows)
    {
        var explanation = found.Explanation;
        var (trials, networks) = (Words.Count(definition.Trials.Count, "trial"), Words.Count(explanation.Networks, "network"));
        console.MarkupLineInterpolated($"[bold]{definition.Sweep}[/]  {networks} of the best {trials}");
        string[] shown = output is null ? [.. explanation.Outputs.Take(MostOutputs)] : [output];
        foreach (var own in shown)
        {
            if (explanation.Outputs.Count > 1)
            {
                console.WriteLine();
                console.MarkupLineInterpolated($"[bold]{own}[/]");
            }

            console.Write(Ranking(found, own, rows).ToTable(console.Profile.Width));
        }

        if (output is null && shown.Length < explanation.Outputs.Count)
        {
            console.MarkupLineInterpolated(
                $"[grey]{explanation.Outputs.Count - shown.Length} more outputs: --output NAME prints one, --out DIR writes all.[/]");
        }

        foreach (var sentence in Chance(found))
        {
            console.WriteLine(sentence);
        }

        Print([.. found.Pairs.Where(pair => output is null || pair.Output == output)], rows);
        Print(found.Motifs, rows);
        console.WriteLine("Methods, and how far they agree: Spearman's rank correlation, mean over the networks.");
        console.Write(Agreement(explanation, shown[0]).ToTable(console.Profile.Width));
        foreach (var remark in explanation.Remarks.Concat(explanation.Refusals.Select(own => $"{own.Key} was not asked: {own.Value}")))
        {
            console.MarkupLineInterpolated($"[grey]{remark}[/]");
        }
    }

    /// <summary>What the runs on permuted targets say, in sentences; none where there are none.</summary>
    public static IEnumerable<string> Chance(ExplanationFindings found)
    {
        if (found.Significance is not { } significance)
        {
            yield break;
        }

        yield return $"Against {Words.Count(significance.Permutations, "run")} on permuted targets: p of an input is the chance that any "
            + "input at all scores as high, q the share of false discoveries among those that do.";
        yield return $"p of the networks' own score is {Number(significance.ScorePValue, "0.000")}.";
        if (significance.LeastPValue > PermutationTest.UsualLevel)
        {
            yield return $"So few give no p below {Number(significance.LeastPValue, "0.000")}: the level "
                + $"{Number(PermutationTest.UsualLevel, "0.00")} takes {PermutationTest.FewestRuns(PermutationTest.UsualLevel)}.";
        }
    }

    private void Print(PairFinding[] pairs, int rows)
    {
        if (pairs.Length == 0)
        {
            return;
        }

        console.WriteLine("Pairs: what two inputs do beyond the sum of what each does, before any sigmoid or softmax.");
        var grid = new Grid(new("output", rank: 1), new("pair", wraps: true), new("interaction", right: true), new("error", right: true),
            new("size", right: true), new("networks", right: true, rank: 2));
        foreach (var pair in pairs.Take(rows))
        {
            grid.Add(null, pair.Output, $"{pair.First} and {pair.Second}", Number(pair.Mean, "+0.000;-0.000;0"),
                Number(pair.StandardError, "0.000"), Number(pair.MeanSize, "0.000"), Formatting.Count(pair.Networks));
        }

        console.Write(grid.ToTable(console.Profile.Width));
    }

    private void Print(IReadOnlyList<MotifFinding> motifs, int rows)
    {
        if (motifs.Count == 0)
        {
            return;
        }

        console.WriteLine("Filters of the first layer, and what activates them.");
        var grid = new Grid(new("filter"), new("consensus", wraps: true), new("sites", right: true), new("bits", right: true),
            new("known motif", wraps: true), new("E", right: true));
        foreach (var own in motifs.Take(rows))
        {
            grid.Add(null, own.Motif.Name, own.Motif.Consensus, Number(own.Motif.Sites, "0"), Number(own.Bits, "0.0"),
                own.Match?.Target ?? "", Number(own.Match?.EValue ?? double.NaN, "0.0e+0"));
        }

        console.Write(grid.ToTable(console.Profile.Width));
    }

    private static Grid Ranking(ExplanationFindings found, string output, int rows)
    {
        var (explanation, chance) = (found.Explanation, found.Significance?.Of(output));
        var byMethod = explanation.Methods.Select(name => explanation.ByInput(output, name)).ToArray();
        var grid = new Grid(
        [
            new("rank", right: true), new("input", wraps: true), new("mean rank", right: true), new("sd", right: true, rank: 20),
            new("score", right: true, rank: 10), new("in first 10", right: true), new("effect", right: true, rank: 15),
            .. chance is null ? Array.Empty<GridColumn>() : [new("p", right: true), new("q", right: true, rank: 17)],
            .. byMethod.Index().Select(own => new GridColumn(Letter(own.Index), right: true, rank: own.Index + 1)),
        ]);
        foreach (var input in explanation.Ranking(output).Take(rows))
        {
            grid.Add(null,
            [
                Formatting.Count(input.Place), input.Name, Number(input.MeanRank, "0.0"), Number(input.RankDeviation, "0.0"),
                Number(input.MeanScore, "0.00"), $"{input.Agreeing} of {input.Of}", Effect(input.Direction),
                .. chance is null ? Array.Empty<string>()
                    : [Number(chance.GetValueOrDefault(input.Input)?.PValue ?? double.NaN, "0.000"),
                        Number(chance.GetValueOrDefault(input.Input)?.QValue ?? double.NaN, "0.000")],
                .. byMethod.Select(places => places.TryGetValue(input.Input, out var own) ? Formatting.Count(own.Place) : ""),
            ]);
        }

        return grid;
    }

    private static Grid Agreement(Explanation explanation, string output)
    {
        var methods = explanation.Methods;
        var grid = new Grid(
        [
            new(""), new("method"), .. methods.Select((_, i) => new GridColumn(Letter(i), right: true)),
            new("does not see", wraps: true, rank: 1),
        ]);
        foreach (var (i, one) in methods.Index())
        {
            grid.Add(null,
            [
                Letter(i), one, .. methods.Select(other => other == one ? "" : Number(explanation.Agreement(output, one, other), "0.00")),
                AttributionMethods.Find(one).Description.Blind,
            ]);
        }

        return grid;
    }

    private static string Letter(int method) => ((char)('a' + method)).ToString();

    // Which way it moves the output, where methods tell: + in all networks, (+) in most.
    private static string Effect(double? direction) => direction switch
    {
        null or 0 => "",
        >= 0.9 => "+",
        <= -0.9 => "-",
        > 0 => "(+)",
        _ => "(-)",
    };

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}
