using System.Globalization;
using System.Text;
using Orchestrator.Models.Scoring;

namespace Orchestrator.Cli.Prediction;

/// <summary>Scores rows and writes the table.</summary>
/// <param name="model">The network.</param>
/// <param name="rows">The rows.</param>
/// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="batch">Rows at a time; null = as the refit.</param>
internal sealed class RowScoring(TrainedModel model, NewRows rows, string device, int? batch)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);

    /// <summary>Writes a line a row, and returns the metrics; null = the rows have no labels.</summary>
    /// <param name="output">The table; null = standard output.</param>
    /// <param name="progress">Hears now and then how many rows are done.</param>
    /// <param name="clock">Says when.</param>
    public IReadOnlyDictionary<string, double>? Write(string? output, Action<string> progress, TimeProvider clock)
    {
        if (output is null)
        {
            return Write(Console.Out, progress, clock);
        }

        var temporary = $"{output}.{Guid.NewGuid():N}.tmp"; // the table is there whole or not at all
        try
        {
            IReadOnlyDictionary<string, double>? metrics;
            using (var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(false)))
            {
                metrics = Write(writer, progress, clock);
            }
            File.Move(temporary, output, overwrite: true);
            return metrics;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private OrderedDictionary<string, double>? Write(TextWriter writer, Action<string> progress, TimeProvider clock)
    {
        var predictor = new Predictor(model.Description, model.Network, device);
        using var table = new PredictionTable(model.Description, writer);
        var width = model.Description.Shape.Outputs;
        var kept = rows.Targets is null ? null : new List<float>();
        var (done, reported) = (0, clock.GetTimestamp());
        foreach (var outputs in predictor.Score(rows.Inputs, batch ?? predictor.UsualBatch))
        {
            var count = outputs.Length / width;
            table.Add(rows.Names.Skip(done).Take(count), outputs);
            kept?.AddRange(outputs);
            done += count;
            if (clock.GetElapsedTime(reported) < BetweenReports)
            {
                continue;
            }

            reported = clock.GetTimestamp();
            progress(string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {rows.Inputs.Rows:N0} rows"));
        }

        return kept is null ? null : predictor.Measure([.. kept], rows.Targets!);
    }
}
