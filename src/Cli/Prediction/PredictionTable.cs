using System.Globalization;
using CsvHelper;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Prediction;

/// <summary>Scores as comma-separated values (RFC 4180), numbers in full precision: <c>row</c>, of classes <c>predicted</c>, then a column
/// a class or target.</summary>
internal sealed class PredictionTable : IDisposable
{
    private readonly SavedModel saved;
    private readonly CsvWriter csv;

    /// <param name="saved">The network.</param>
    /// <param name="output">Stays open.</param>
    public PredictionTable(SavedModel saved, TextWriter output)
    {
        this.saved = saved;
        csv = CsvWriter.Create(output, new CsvWriterOptions(), leaveOpen: true);
        Write(["row", .. OfClasses ? ["predicted"] : Array.Empty<string>(), .. saved.Targets]);
    }

    private bool OfClasses => saved.Shape.Task is TaskKind.TwoClasses or TaskKind.ManyClasses;

    /// <summary>Writes a line a row.</summary>
    /// <param name="names">Of the rows.</param>
    /// <param name="outputs">Of the network, (rows, outputs) row-major.</param>
    public void Add(IEnumerable<string> names, float[] outputs)
    {
        var width = saved.Shape.Outputs;
        var classes = OfClasses ? ClassPredictions.FromLogits(outputs, new int[outputs.Length / width]) : null;
        foreach (var (row, name) in names.Index())
        {
            Write([name, .. classes is null ? Scores(outputs.AsSpan(row * width, width)) : Classes(classes, row)]);
        }
    }

    public void Dispose() => csv.Dispose();

    private string[] Classes(ClassPredictions classes, int row) =>
        [
            saved.Targets[classes.Predicted(row)],
            .. Enumerable.Range(0, classes.ClassCount).Select(index => Text(Math.Exp(classes.LogProbability(row, index)))),
        ];

    private string[] Scores(ReadOnlySpan<float> outputs)
    {
        var texts = new string[outputs.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = saved.Shape.Task == TaskKind.Labels ? Text(1 / (1 + Math.Exp(-outputs[i])))
                : outputs[i].ToString("R", CultureInfo.InvariantCulture);
        }

        return texts;
    }

    private void Write(string[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }

    private static string Text(double probability) => probability.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>What <c>predict --json</c> prints.</summary>
/// <param name="Model">As the user named it.</param>
/// <param name="Network">The architecture's name.</param>
/// <param name="Data">The scored file.</param>
/// <param name="Rows">Number of its rows.</param>
/// <param name="Output">Where the scores are.</param>
/// <param name="Targets">Classes or targets, in the order of the columns.</param>
/// <param name="Device">Where it was computed.</param>
/// <param name="Metrics">Where labels are known.</param>
/// <param name="Remark">What was left out or filled in.</param>
internal sealed record PredictionSummary(
    string Model, string Network, string Data, int Rows, string? Output, IReadOnlyList<string> Targets, string Device,
    IReadOnlyDictionary<string, double>? Metrics, string? Remark);
