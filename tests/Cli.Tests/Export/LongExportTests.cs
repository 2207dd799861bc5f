using System.Collections.Immutable;
using Orchestrator.Cli.Export;
using Orchestrator.Cli.Export.TensorBoard;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>A sweep of 10,000 trials: its measurements are never in memory together.</summary>
public sealed class LongExportTests : IDisposable
{
    private const int Trials = 10_000;
    private const int Epochs = 5;
    private const int Looked = 1000; // trials from one look at the memory to the next

    private readonly string folder = Directory.CreateTempSubdirectory("export-").FullName;
    private readonly List<WeakReference> handedOut = [];
    private int mostAlive;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("parquet", 1)]
    [InlineData("optuna", 1)]
    [InlineData("tensorboard", 1)]
    public async Task Measurements_go_through(string format, int most)
    {
        var sweep = new ExportedSweep(Measured.By(Rows), Long());
        var path = Path.Combine(folder, format);
        switch (format)
        {
            case "csv":
                await using (var file = new StreamWriter(path))
                {
                    await CsvExport.WriteAsync(SweepTables.Measurements(sweep), file);
                }

                File.ReadLines(path).Count().ShouldBe(1 + (Trials * 2 * Epochs));
                break;
            case "parquet":
                await ParquetExport.WriteAsync(sweep, path);
                using (var file = new ParquetSharp.ParquetFileReader(Path.Combine(path, "measurements.parquet")))
                {
                    file.FileMetaData.NumRows.ShouldBe(Trials * 2 * Epochs);
                    file.FileMetaData.NumRowGroups.ShouldBe(2);
                }

                break;
            case "optuna":
                await OptunaExport.WriteAsync(sweep, path);
                OptunaExportTests.Rows(path, "SELECT COUNT(*) FROM trial_intermediate_values").ShouldBe([$"{Trials * Epochs}"]);
                break;
            default:
                await TensorBoardExport.WriteAsync(sweep, path);
                EventFile.Read(Path.Combine(path, "trial-9999", "fold-1")).Count.ShouldBe(1 + Epochs);
                break;
        }

        handedOut.Count.ShouldBe(Trials);
        mostAlive.ShouldBeLessThanOrEqualTo(most);
    }

    private IReadOnlyList<MeasurementRow> Rows(int trial)
    {
        MeasurementRow[] rows =
        [
            .. from fold in Enumerable.Range(0, 2)
               from epoch in Enumerable.Range(1, Epochs)
               select new MeasurementRow(new SweepId("splice-1"), trial, fold, 1, epoch, "validation/accuracy", 0.5 + (0.01 * epoch)),
        ];
        if (handedOut.Count % Looked == Looked - 1)
        {
            GC.Collect();
            mostAlive = Math.Max(mostAlive, handedOut.Count(list => list.IsAlive));
        }

        handedOut.Add(new WeakReference(rows));
        return rows;
    }

    // Of a whole sweep the first trial, again and again.
    private static SweepState Long()
    {
        var state = Story.Whole().State;
        var trials = Enumerable.Range(0, Trials).Select(number => state.Trials[0] with
        {
            Number = number,
            Folds = [.. state.Trials[0].Folds.Select(fold => fold with { Id = new FoldId(number, fold.Id.Fold) })],
        });
        return state with { Trials = trials.ToImmutableList(), Refit = null, Best = 0 };
    }
}
