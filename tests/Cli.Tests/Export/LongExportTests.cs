using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Cli.Export;
using Orchestrator.Cli.Export.TensorBoard;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>Sweeps of many trials: their measurements are never in memory together.</summary>
public sealed class LongExportTests : IDisposable
{
    private const int Epochs = 5;
    private const int Looks = 10;

    private readonly string folder = Directory.CreateTempSubdirectory("export-").FullName;
    private readonly List<WeakReference> handedOut = [];
    private int mostAlive;
    private int trials;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("csv", 10_000)]
    [InlineData("parquet", 10_000)]
    [InlineData("optuna", 10_000)]
    [InlineData("tensorboard", 1000)] // three folders a trial
    [InlineData("mlflow", 50)] // three folders of some dozen files a trial
    public async Task Measurements_go_through(string format, int count)
    {
        trials = count;
        var sweep = new ExportedSweep(Measured.By(Rows), Long(count));
        var path = Path.Combine(folder, format);
        switch (format)
        {
            case "csv":
                await using (var file = new StreamWriter(path))
                {
                    await CsvExport.WriteAsync(SweepTables.Measurements(sweep), file);
                }

                File.ReadLines(path).Count().ShouldBe(1 + (count * 2 * Epochs));
                break;
            case "parquet":
                await ParquetExport.WriteAsync(sweep, path);
                using (var file = new ParquetSharp.ParquetFileReader(Path.Combine(path, "measurements.parquet")))
                {
                    file.FileMetaData.NumRows.ShouldBe(count * 2 * Epochs);
                    file.FileMetaData.NumRowGroups.ShouldBe(2);
                }

                break;
            case "optuna":
                await OptunaExport.WriteAsync(sweep, path);
                OptunaExportTests.Rows(path, "SELECT COUNT(*) FROM trial_intermediate_values").ShouldBe([$"{count * Epochs}"]);
                break;
            case "tensorboard":
                await TensorBoardExport.WriteAsync(sweep, path);
                EventFile.Read(Path.Combine(path, "trial-999", "fold-1")).Count.ShouldBe(1 + Epochs);
                break;
            default:
                await MlflowExport.WriteAsync(sweep, path, withFolds: true);
                Directory.GetFiles(path, "accuracy", SearchOption.AllDirectories).Length.ShouldBe(3 * count);
                break;
        }

        handedOut.Count.ShouldBe(count);
        mostAlive.ShouldBeLessThanOrEqualTo(1); // that of the trial before
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Json_is_written_as_measurements_are_read(int count)
    {
        var output = new StringWriter();
        var written = new List<int>();
        var sweep = new ExportedSweep(Measured.By(trial =>
        {
            written.Add(output.GetStringBuilder().Length);
            return Measurements(trial);
        }), Long(count));
        await JsonExport.WriteAsync(sweep.MeasurementsAsync(), output);
        written.ShouldBe(written.Distinct().Order());
        output.ToString().ShouldBe(JsonSerializer.Serialize(Enumerable.Range(0, count).SelectMany(Measurements), WireJson.Indented) + "\n");
    }

    private static MeasurementRow[] Measurements(int trial) =>
    [
        .. from fold in Enumerable.Range(0, 2)
           from epoch in Enumerable.Range(1, Epochs)
           select new MeasurementRow(new SweepId("splice-1"), trial, fold, 1, epoch, "validation/accuracy", 0.5 + (0.01 * epoch)),
    ];

    private IReadOnlyList<MeasurementRow> Rows(int trial)
    {
        var rows = Measurements(trial);
        if (handedOut.Count % (trials / Looks) == 1)
        {
            GC.Collect();
            mostAlive = Math.Max(mostAlive, handedOut.Count(list => list.IsAlive));
        }

        handedOut.Add(new WeakReference(rows));
        return rows;
    }

    // Of a whole sweep the first trial, again and again.
    private static SweepState Long(int count)
    {
        var state = Story.Whole().State;
        var copies = Enumerable.Range(0, count).Select(number => state.Trials[0] with
        {
            Number = number,
            Folds = [.. state.Trials[0].Folds.Select(fold => fold with { Id = new FoldId(number, fold.Id.Fold) })],
        });
        return state with { Trials = copies.ToImmutableList(), Refit = null, Best = 0 };
    }
}
