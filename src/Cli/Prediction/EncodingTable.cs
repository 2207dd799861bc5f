using System.Globalization;
using System.Text;
using CsvHelper;
using Orchestrator.Models.Data;
using Orchestrator.Models.Scoring;

namespace Orchestrator.Cli.Prediction;

/// <summary>Encodings as comma-separated values for other programs: <c>row</c>, where they are known the targets (of classes <c>label</c>,
/// otherwise each by its name, empty where missing), then <c>encoding_0</c> and so on.</summary>
/// <param name="model">An autoencoder.</param>
/// <param name="rows">What is encoded.</param>
/// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="batch">Rows at a time; null = as the refit.</param>
internal sealed class EncodingTable(TrainedModel model, NewRows rows, string device, int? batch)
{
    private readonly Predictor predictor = new(model.Description, model.Network, device);

    /// <summary>Whether the network has encodings.</summary>
    public bool HasEncodings => predictor.EncodingWidth > 0;

    /// <summary>Writes them; the file is there whole or not at all.</summary>
    /// <param name="file">The file.</param>
    public void Write(string file)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(false)))
            using (var csv = CsvWriter.Create(writer, new CsvWriterOptions(), leaveOpen: true))
            {
                Write(csv);
            }
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void Write(CsvWriter csv)
    {
        var width = predictor.EncodingWidth;
        string[] names = rows.Targets switch { ClassTargets => ["label"], ValueTargets values => [.. values.Names], _ => [] };
        WriteRow(csv, ["row", .. names, .. Enumerable.Range(0, width).Select(at => string.Create(CultureInfo.InvariantCulture,
            $"encoding_{at}"))]);
        var row = 0;
        foreach (var encodings in predictor.Encode(rows.Inputs, batch ?? predictor.UsualBatch))
        {
            for (var start = 0; start < encodings.Length; start += width, row++)
            {
                WriteRow(csv, [rows.Names[row], .. Targets(row), .. encodings.Skip(start).Take(width).Select(Text)]);
            }
        }
    }

    private IEnumerable<string> Targets(int row) => rows.Targets switch
    {
        ClassTargets classes => [classes.Names[classes.Classes[row]]],
        ValueTargets values => Enumerable.Range(0, values.Columns)
            .Select(column => values.IsKnown(row, column) ? Text(values[row, column]) : ""),
        _ => [],
    };

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }
        csv.EndRecord();
    }

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
