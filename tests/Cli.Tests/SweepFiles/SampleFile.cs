using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>A sweep file that is right, to be spoilt in one place, and a folder with the data that it names.</summary>
public sealed class SampleFile : IDisposable
{
    /// <summary>Marks, in a test's text, where a problem should be reported.</summary>
    public const char Caret = '^';

    /// <summary>Of nested cross-validations that a test reads.</summary>
    public const string Series = "series";

    public const string Text = """
        name: splice
        seed: 7
        data: { path: dna.fasta, format: fasta }
        model: { name: net, fixed: { batch_size: 64 } }
        search: { algorithm: bayesian, trials: 20, parallel: 2 }
        space:
          learning_rate: { type: float, low: 1e-4, high: 1e-2, log: true }
          filters: { type: int, low: 16, high: 96, step: 16 }
          dropout: { type: float, low: 0.0, high: 0.6, step: 0.1 }
          pooling: { type: categorical, choices: [max, mean] }
          hidden: { type: int, low: 16, high: 128, log: true, when: { pooling: [max] } }
        cross_validation: { folds: 5, stratified: true, test: { fraction: 0.3723, rows: last } }
        objective: { metric: accuracy, direction: maximize }
        stopping: { epochs: 12, patience: 4, min_delta: 0.0 }
        resources: { device: auto, slots: 2, retries: 2 }

        """;

    public static readonly SweepVocabulary Vocabulary = new(
        ["grid", "random", "bayesian", "parego", "population", "restarts", "elimination"],
        ["fasta", "csv", "npz"],
        [
            new ModelDescription(
                "net", "a network for tests", InputKind.Sequence, [TaskKind.ManyClasses],
                [
                    HyperParameter.Integer("filters", 32, 1, 4096, ""),
                    HyperParameter.Integer("hidden", 64, 1, 8192, ""),
                    HyperParameter.Real("dropout", 0.3, 0, 0.95, ""),
                    HyperParameter.Real("learning_rate", 1e-3, 1e-7, 1, ""),
                    HyperParameter.Integer("batch_size", 64, 1, 65536, ""),
                    HyperParameter.Integer("restart", -1, -1, 1000, ""),
                    HyperParameter.Integer("input_order", -1, -1, 1000, ""),
                    HyperParameter.Choice("pooling", "", "max", "mean", "no"),
                ],
                new SearchSpace(
                [
                    new CategoricalParameter("pooling", ["max", "mean"]),
                    new IntParameter("hidden", 16, 64, Condition: new Condition("pooling", [ParameterValue.Of("max")])),
                    new FloatParameter("dropout", 0, 0.5),
                ])),
        ]);

    private readonly string folder = Directory.CreateTempSubdirectory("sweep-file-").FullName;

    public SampleFile() => File.WriteAllText(At("dna.fasta"), ">a label=x\nACGT\n");

    public string At(string name) => Path.Combine(folder, name);

    public SweepFileResult Parse(string text, string name = "sample.yaml") => SweepFile.Parse(At(name), text, Vocabulary, series: Series);

    /// <summary>The text with one part replaced.</summary>
    public static string With(string old, string replacement)
    {
        Text.ShouldContain(old);
        return Text.Replace(old, replacement);
    }

    /// <summary>Parses a text in which a caret marks a place, and gives the messages that are reported for just that place.</summary>
    public IReadOnlyList<string> ProblemsAtCaret(string marked)
    {
        var position = marked.IndexOf(Caret);
        var line = marked[..position].Count(c => c == '\n') + 1;
        var column = position - marked.LastIndexOf('\n', position);
        var result = Parse(marked.Remove(position, 1));
        result.Definition.ShouldBeNull();
        return [.. result.Problems.Where(p => p.Line == line && p.Column == column).Select(p => p.Message)];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
