using Orchestrator.Cli.Tests.Rendering;
using ParquetSharp;

namespace Orchestrator.Cli.Tests.Export;

/// <summary><c>export --format parquet</c>, read by Apache Arrow's own reader.</summary>
public sealed class ParquetExportTests : IDisposable
{
    private readonly ExportFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Trials_folds_and_measurements_are_tables_with_types()
    {
        var folder = await fixture.ExportAsync(Story.Whole(), "parquet");
        using (var trials = new ParquetFileReader(Path.Combine(folder, "trials.parquet")))
        {
            Names(trials).ShouldBe(
                ["trial", "status", "learning_rate", "filters", "pooling", "mean", "std", "fold_0", "fold_1", "test", "attempts",
                    "train_seconds", "reason"]);
            Column<long?>(trials, "filters").ShouldBe([64, 20000, 16]);
            Column<double?>(trials, "learning_rate").ShouldBe([0.00123456789, 0.0005, 0.01]);
            Column<string?>(trials, "pooling").ShouldBe(["max", "a,\"b\"", "max"]);
            Column<double?>(trials, "fold_1").ShouldBe([0.92, 0.9375, null]);
            Column<double?>(trials, "test").ShouldBe([null, 0.9512, null]);
            Column<string?>(trials, "reason")[2]!.ShouldContain("The loss is NaN in epoch 2.");
        }

        using (var folds = new ParquetFileReader(Path.Combine(folder, "folds.parquet")))
        {
            Column<string?>(folds, "fold").ShouldBe(["0", "1", "0", "1", "0", "1", "refit"]);
            Column<long?>(folds, "attempts").ShouldBe([1, 1, 2, 1, 1, 0, 1]);
            Column<double?>(folds, "validation/loss")[0].ShouldBe(0.25);
        }

        using var measurements = new ParquetFileReader(Path.Combine(folder, "measurements.parquet"));
        Column<string?>(measurements, "metric").Count(metric => metric == "train/loss").ShouldBe(16);
        Column<double?>(measurements, "value")[0].ShouldBe(1);
        Column<long?>(measurements, "epoch").Max().ShouldBe(4);
    }

    [Fact]
    public async Task Of_several_objectives_the_front_is_yes_or_no()
    {
        var folder = await fixture.ExportAsync(Story.TwoGoals(), "parquet");
        using var trials = new ParquetFileReader(Path.Combine(folder, "trials.parquet"));
        Column<bool?>(trials, "front").ShouldBe([true, false, true]);
        Column<double?>(trials, "parameters_mean").ShouldBe([12_000, 23_456_789, 3000]);
    }

    internal static T[] Column<T>(ParquetFileReader file, string name)
    {
        var place = Array.IndexOf(Names(file), name);
        place.ShouldBeGreaterThanOrEqualTo(0, name);
        var values = new List<T>();
        for (var number = 0; number < file.FileMetaData.NumRowGroups; number++)
        {
            using var group = file.RowGroup(number);
            using var column = group.Column(place).LogicalReader<T>();
            values.AddRange(column.ReadAll(checked((int)group.MetaData.NumRows)));
        }

        return [.. values];
    }

    private static string[] Names(ParquetFileReader file) =>
        [.. Enumerable.Range(0, file.FileMetaData.NumColumns).Select(place => file.FileMetaData.Schema.Column(place).Name)];
}
