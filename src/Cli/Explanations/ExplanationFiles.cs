using System.Text.Json;
using Orchestrator.Cli.Export;
using Orchestrator.Cli.Plots;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Views;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Aggregation;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Interpretation.Significance;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>Writes what an explanation found into files: a page, pictures, a table of all inputs, and all of it for other
/// programs.</summary>
internal static class ExplanationFiles
{
    /// <summary>The page. Not index.html, which is that of <c>report</c> in the same folder.</summary>
    public const string Page = "explanation.html";

    /// <summary>The ranking of all inputs, a row for each output and input.</summary>
    public const string Table = "ranking.csv";

    /// <summary>Pairs of inputs, a row for each output and pair.</summary>
    public const string Pairs = "pairs.csv";

    /// <summary>Motifs of filters with the known ones that fit them, a row each.</summary>
    public const string Motifs = "motifs.csv";

    /// <summary>The motifs, for the MEME suite.</summary>
    public const string Meme = "motifs.meme";

    /// <summary>What <c>--json</c> prints.</summary>
    public const string Json = "explanation.json";

    private const int PanelWidth = 700, PanelHeight = 420, TitleHeight = 70, LogoWidth = 420, LogoHeight = 230;

    /// <summary>Writes all of them.</summary>
    /// <param name="folder">Made if need be.</param>
    /// <param name="state">The sweep that asked.</param>
    /// <param name="found">What was found.</param>
    /// <param name="rows">Inputs of each ranking in the JSON.</param>
    /// <exception cref="UserError">The folder cannot be written.</exception>
    public static void Write(string folder, SweepState state, ExplanationFindings found, int rows)
    {
        var (definition, explanation) = (state.Definition.Explanation!, found.Explanation);
        try
        {
            Directory.CreateDirectory(folder);
            using (var table = new StreamWriter(Path.Combine(folder, Table)))
            {
                WriteTable(table, found);
            }

            File.WriteAllText(Path.Combine(folder, Json),
                JsonSerializer.Serialize(Content(definition, found, explanation.Outputs, rows), WireJson.Indented));
            File.WriteAllText(Path.Combine(folder, Page), ExplanationPage.Of(state, found));
            Draw(folder, ExplanationFigures.Inputs(definition, explanation));
            Draw(folder, ExplanationFigures.Methods(definition, explanation));
            if (explanation.OfDna)
            {
                Draw(folder, ExplanationFigures.Positions(definition, explanation));
            }

            if (found.Pairs.Count > 0)
            {
                WritePairs(Path.Combine(folder, Pairs), found.Pairs);
            }

            if (found.Motifs.Count > 0)
            {
                WriteMotifs(Path.Combine(folder, Motifs), found.Motifs);
                File.WriteAllText(Path.Combine(folder, Meme), MemeFormat.Write(found.Motifs.Select(own => own.Motif)));
                Draw(folder, MotifFigures.Logos(definition, found.Motifs), LogoWidth, LogoHeight);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {folder}: {e.Message}");
        }
    }

    private static void Draw(string folder, Figure figure, int width = PanelWidth, int height = PanelHeight)
    {
        var rows = (figure.Panels.Count + figure.Columns - 1) / figure.Columns;
        var size = new FigureSize(width * figure.Columns, height * rows + TitleHeight);
        foreach (var ending in new[] { ".png", ".svg" })
        {
            FigureFile.At(Path.Combine(folder, figure.Name + ending)).Write(figure, size);
        }
    }

    /// <summary>What was found, for other programs.</summary>
    /// <param name="definition">What was asked.</param>
    /// <param name="found">What was found.</param>
    /// <param name="outputs">Those that are wanted.</param>
    /// <param name="rows">Inputs of each ranking.</param>
    public static ExplanationContent Content(ExplanationDefinition definition, ExplanationFindings found, IReadOnlyList<string> outputs,
        int rows) => new(
        definition.Sweep, [.. definition.Trials.Select(trial => trial.Number)], found.Explanation.Networks,
        [.. found.Explanation.Methods.Select(name => AttributionMethods.Find(name).Description)
            .Select(method => new MethodContent(method.Name, method.Summary, method.Source, method.Blind))],
        found.Explanation.Refusals,
        [
            .. outputs.Select(output =>
                new OutputContent(output, [.. found.Explanation.Ranking(output).Take(rows)], Agreement(found.Explanation, output),
                    found.Significance is null ? null : [.. found.Explanation.Ranking(output).Take(rows)
                        .Select(input => found.Significance.Of(output).GetValueOrDefault(input.Input)).OfType<SignificantInput>()])),
        ],
        [.. found.Explanation.Remarks])
        {
            Permutations = found.Significance is { } significance ? new(significance.Permutations, significance.ScorePValue) : null,
            Pairs = found.Pairs.Count == 0 ? null : [.. found.Pairs.Where(pair => outputs.Contains(pair.Output))],
            Motifs = found.Motifs.Count == 0 ? null : [.. found.Motifs.Select(own => new MotifContent(own.Motif.Name, own.Trial, own.Fold,
            own.Filter, own.Motif.Consensus, own.Motif.Sites, own.Bits, own.Match))],
        };

    private static Dictionary<string, Dictionary<string, double?>> Agreement(Explanation explanation, string output) =>
        explanation.Methods.ToDictionary(one => one, one => explanation.Methods.Where(other => other != one)
            .ToDictionary(other => other, other => Known(explanation.Agreement(output, one, other))));

    private static void WritePairs(string path, IReadOnlyList<PairFinding> pairs)
    {
        using var output = new StreamWriter(path);
        using var csv = CsvExport.Writer(output);
        CsvExport.Row(csv, ["output", "first", "second", "mean", "std_error", "mean_size", "networks"]);
        foreach (var pair in pairs)
        {
            CsvExport.Row(csv, [pair.Output, pair.First, pair.Second, pair.Mean, pair.StandardError, pair.MeanSize, pair.Networks]);
        }
    }

    private static void WriteMotifs(string path, IReadOnlyList<MotifFinding> motifs)
    {
        using var output = new StreamWriter(path);
        using var csv = CsvExport.Writer(output);
        CsvExport.Row(csv,
            ["motif", "trial", "fold", "filter", "consensus", "sites", "bits", "known", "offset", "overlap", "other_strand", "p", "e"]);
        foreach (var own in motifs)
        {
            CsvExport.Row(csv,
            [
                own.Motif.Name, own.Trial, own.Fold, own.Filter, own.Motif.Consensus, own.Motif.Sites, own.Bits, own.Match?.Target,
                own.Match?.Offset, own.Match?.Overlap, own.Match?.ReverseComplement, own.Match?.PValue, own.Match?.EValue,
            ]);
        }
    }

    private static void WriteTable(TextWriter output, ExplanationFindings found)
    {
        var explanation = found.Explanation;
        using var csv = CsvExport.Writer(output);
        CsvExport.Row(csv,
        [
            "output", "rank", "input", "name", "mean_rank", "rank_std", "mean_score", "score_std", "networks_agreeing", "networks",
            "direction", .. found.Significance is null ? Array.Empty<string>() : ["p", "q"],
            .. explanation.Methods.Select(method => $"rank_{method}"),
        ]);
        foreach (var own in explanation.Outputs)
        {
            var byMethod = explanation.Methods.Select(method => explanation.ByInput(own, method)).ToArray();
            foreach (var input in explanation.Ranking(own))
            {
                CsvExport.Row(csv,
                [
                    own, input.Place, input.Input, input.Name, input.MeanRank, input.RankDeviation, input.MeanScore, input.ScoreDeviation,
                    input.Agreeing, input.Of, input.Direction, .. Chance(found, own, input),
                    .. byMethod.Select(places => (object?)places[input.Input].Place),
                ]);
            }
        }
    }

    private static object?[] Chance(ExplanationFindings found, string output, RankedInput input) =>
        found.Significance is not { } significance ? []
            : significance.Of(output).TryGetValue(input.Input, out var own) ? [own.PValue, own.QValue] : [null, null];

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}

/// <summary>An explanation for other programs.</summary>
/// <param name="Sweep">The explained sweep.</param>
/// <param name="Trials">Its explained trials, the best first.</param>
/// <param name="Networks">How many folds' networks were asked about.</param>
/// <param name="Methods">Methods that answered.</param>
/// <param name="Refusals">Why others could not be asked.</param>
/// <param name="Outputs">What was explained.</param>
/// <param name="Remarks">What a reader has to know.</param>
internal sealed record ExplanationContent(
    SweepId Sweep, EquatableList<int> Trials, int Networks, EquatableList<MethodContent> Methods,
    IReadOnlyDictionary<string, string> Refusals, EquatableList<OutputContent> Outputs, EquatableList<string> Remarks)
{
    /// <summary>What was compared with; null = nothing.</summary>
    public PermutationContent? Permutations { get; init; }

    /// <summary>Pairs of inputs; null = nobody asked.</summary>
    public EquatableList<PairFinding>? Pairs { get; init; }

    /// <summary>Motifs of filters; null = nobody asked.</summary>
    public EquatableList<MotifContent>? Motifs { get; init; }
}

/// <summary>Runs on permuted targets.</summary>
/// <param name="Count">How many.</param>
/// <param name="ScoreP">Chance that networks which learn nothing score as well.</param>
internal sealed record PermutationContent(int Count, double ScoreP);

/// <summary>A motif of a filter.</summary>
/// <param name="Name">Its name in the file of motifs.</param>
/// <param name="Trial">Trial of its network.</param>
/// <param name="Fold">Fold of its network.</param>
/// <param name="Filter">Number of the filter.</param>
/// <param name="Consensus">Its likeliest bases.</param>
/// <param name="Sites">Subsequences that it was made of.</param>
/// <param name="Bits">What it tells, over all positions.</param>
/// <param name="Known">The known motif that fits best; null = none was compared with.</param>
internal sealed record MotifContent(
    string Name, int Trial, int Fold, int Filter, string Consensus, double Sites, double Bits, MotifMatch? Known);

/// <summary>A method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Blind">What it cannot see.</param>
internal sealed record MethodContent(string Name, string Summary, string Source, string Blind);

/// <summary>What was found about an output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ranking">The inputs, the most important first.</param>
/// <param name="Agreement">Spearman's rank correlation of two methods; null where it is not defined.</param>
/// <param name="Significance">How far chance explains the inputs of the ranking; null = it was not asked.</param>
internal sealed record OutputContent(
    string Name, EquatableList<RankedInput> Ranking, Dictionary<string, Dictionary<string, double?>> Agreement,
    EquatableList<SignificantInput>? Significance = null);
