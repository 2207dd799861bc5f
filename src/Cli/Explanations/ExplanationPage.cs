using System.Globalization;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Coordinator.Views;
using Orchestrator.Dashboard.Standalone;
using Orchestrator.Interpretation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>An explanation in one page that needs no other file: what decides, how sure that is, how it was found.</summary>
internal static class ExplanationPage
{
    private const int Rows = 30, MostOutputs = 40;

    /// <summary>The page.</summary>
    /// <param name="state">The sweep that asked.</param>
    /// <param name="found">What was found.</param>
    public static string Of(SweepState state, ExplanationFindings found)
    {
        var (definition, asked, explanation) = (state.Definition, state.Definition.Explanation!, found.Explanation);
        var page = new StandalonePage($"{asked.Sweep}: what its networks go by",
            $"{definition.Model.Name} on {Path.GetFileName(definition.Data.Path)}; {Words.Count(explanation.Networks, "network")} of the "
            + $"best {Words.Count(asked.Trials.Count, "trial")}, asked by {Words.Count(explanation.Methods.Count, "method")}");
        var trials = asked.Trials.Select(trial => $"{trial.Number} ({definition.Objective.Metric} {NumberText.Score(trial.Score)})");
        page.Paragraph($"The explained trials: {string.Join(", ", trials)}. A score says what networks go by, not what causes a trait, "
            + "and is worth nothing where they predict no better than chance. Inputs that go together are told apart by "
            + "chance alone.");
        page.Paragraph(string.Join(' ', ExplanationTables.Chance(found)));
        page.Add(ExplanationFigures.Inputs(asked, explanation));
        if (explanation.OfDna)
        {
            page.Add(ExplanationFigures.Positions(asked, explanation));
        }

        foreach (var output in explanation.Outputs.Take(MostOutputs))
        {
            page.Section(explanation.Outputs.Count == 1 ? "The first inputs" : $"The first inputs for {output}");
            Ranking(page, found, output);
        }

        Pairs(page, found.Pairs);
        Motifs(page, asked, found.Motifs);

        Methods(page, explanation);
        page.Section("How it was made");
        page.Table(["what", "value"],
        [
            ["data", Path.GetFileName(definition.Data.Path)], ["SHA-256 of the data", state.DataFingerprint],
            ["splits", SplitsText.Of(definition.CrossValidation)], ["seed", $"{definition.Seed}"],
            ["options", asked.Options.Count == 0 ? "the methods' defaults" : Formatting.Settings(asked.Options)],
            ["asked as", state.Id.Value], ["all inputs", ExplanationFiles.Table],
        ]);
        return page.ToString();
    }

    private static void Pairs(StandalonePage page, IReadOnlyList<PairFinding> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        page.Section("Pairs of inputs");
        page.Paragraph("What two inputs do together beyond what each does alone: f(1,1) - f(1,0) - f(0,1) + f(0,0), before any sigmoid or "
            + "softmax; its mean over the networks with standard error, and the mean of its size.");
        page.Table(["output", "pair", ">interaction", ">± error", ">size", ">networks"], pairs.Take(Rows).Select(pair =>
            (IReadOnlyList<string>)
            [
                pair.Output, $"{pair.First} and {pair.Second}", Number(pair.Mean, "+0.000;-0.000;0"), Number(pair.StandardError, "0.000"),
                Number(pair.MeanSize, "0.000"), Formatting.Count(pair.Networks),
            ]));
    }

    private static void Motifs(StandalonePage page, ExplanationDefinition asked, IReadOnlyList<MotifFinding> motifs)
    {
        if (motifs.Count == 0)
        {
            return;
        }

        page.Section("What the filters look for");
        page.Paragraph($"The subsequences that activate a filter of the first layer by more than half of its largest activation, in the "
            + $"networks of trial {motifs[0].Trial}. {ExplanationFiles.Meme} has them for the MEME suite. Several filters may share a "
            + "motif, and one may be half of one.");
        page.Add(MotifFigures.Logos(asked, motifs));
        page.Table(["filter", "consensus", ">sites", ">bits", "known motif", ">p", ">E"], motifs.Take(Rows).Select(own =>
            (IReadOnlyList<string>)
            [
                own.Motif.Name, own.Motif.Consensus, Number(own.Motif.Sites, "0"), Number(own.Bits, "0.0"), own.Match?.Target ?? "",
                Number(own.Match?.PValue ?? double.NaN, "0.0e+0"), Number(own.Match?.EValue ?? double.NaN, "0.0e+0"),
            ]));
    }

    private static void Ranking(StandalonePage page, ExplanationFindings found, string output)
    {
        var (explanation, chance) = (found.Explanation, found.Significance?.Of(output));
        var byMethod = explanation.Methods.Select(method => explanation.ByInput(output, method)).ToArray();
        page.Table(
            [
                ">rank", "input", ">mean rank", ">sd", ">score", ">sd", ">in first 10", ">effect",
                .. chance is null ? Array.Empty<string>() : [">p", ">q"], .. explanation.Methods.Select(name => $">{name}"),
            ],
            explanation.Ranking(output).Take(Rows).Select(input => (IReadOnlyList<string>)
            [
                Formatting.Count(input.Place), input.Name, Number(input.MeanRank, "0.0"), Number(input.RankDeviation, "0.0"),
                Number(input.MeanScore, "0.00"), Number(input.ScoreDeviation, "0.00"), $"{input.Agreeing} of {input.Of}",
                Number(input.Direction ?? double.NaN, "+0.00;-0.00;0"),
                .. chance is null ? Array.Empty<string>() : [Number(chance.GetValueOrDefault(input.Input)?.PValue ?? double.NaN, "0.000"),
                    Number(chance.GetValueOrDefault(input.Input)?.QValue ?? double.NaN, "0.000")],
                .. byMethod.Select(places => Formatting.Count(places[input.Input].Place)),
            ]));
    }

    private static void Methods(StandalonePage page, Explanation explanation)
    {
        page.Section("The methods");
        page.Table(["method", "what it computes", "source", "what it does not see"], explanation.Methods.Select(name =>
        {
            var method = AttributionMethods.Find(name).Description;
            return (IReadOnlyList<string>)[name, method.Summary, method.Source, method.Blind];
        }));
        if (explanation.Methods.Count > 1)
        {
            var output = explanation.Outputs[0];
            page.Paragraph($"How far they agree{(explanation.Outputs.Count == 1 ? "" : $" for {output}")}: Spearman's rank correlation, "
                + "mean over the networks. A low one is a warning, not a vote.");
            page.Table(["", .. explanation.Methods.Select(name => $">{name}")], explanation.Methods.Select(one => (IReadOnlyList<string>)
            [
                one,
                .. explanation.Methods.Select(other => one == other ? "" : Number(explanation.Agreement(output, one, other), "0.00")),
            ]));
        }

        foreach (var (method, reason) in explanation.Refusals)
        {
            page.Paragraph($"{method} was not asked: {reason}", "note");
        }

        foreach (var remark in explanation.Remarks)
        {
            page.Paragraph(remark, "note");
        }
    }

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? NumberText.Nothing : value.ToString(format, CultureInfo.InvariantCulture);
}
