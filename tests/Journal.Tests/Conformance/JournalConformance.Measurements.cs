namespace Orchestrator.Journal.Tests.Conformance;

public abstract partial class JournalConformance
{
    [SkippableTheory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(0.1)]
    public async Task Every_double_survives(double value)
    {
        await Journal.AppendMeasurementsAsync([new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", value)]);
        var read = (await Journal.ReadMeasurementsAsync(Sweep).SingleAsync()).Value;
        if (double.IsNaN(value)) read.ShouldBe(double.NaN);
        else BitConverter.DoubleToInt64Bits(read).ShouldBe(BitConverter.DoubleToInt64Bits(value));
    }

    [SkippableFact]
    public async Task A_measurement_is_kept_once_and_its_first_value_stands()
    {
        var row = new MeasurementRow(Sweep, 3, -1, 2, 7, "validation/loss", 0.5);
        await Journal.AppendMeasurementsAsync([row, row with { Value = 1 }]);
        await Journal.AppendMeasurementsAsync([row with { Value = 2 }, row with { Epoch = 8 }]);
        (await Journal.ReadMeasurementsAsync(Sweep).ToListAsync()).ShouldBe([row, row with { Epoch = 8 }]);
    }

    [SkippableFact]
    public async Task A_large_batch_that_repeats_rows_adds_the_new_ones()
    {
        var rows = Enumerable.Range(1, 3000).Select(epoch => new MeasurementRow(Sweep, 0, 0, 1, epoch, "loss", epoch)).ToList();
        await Journal.AppendMeasurementsAsync(rows[..2000]);
        await Journal.AppendMeasurementsAsync([.. rows[1000..].Select(row => row.Epoch > 2000 ? row : row with { Value = -1 })]);
        (await Journal.ReadMeasurementsAsync(Sweep).ToListAsync()).ShouldBe(rows);
    }

    [SkippableFact]
    public async Task Every_part_of_the_key_tells_rows_apart()
    {
        var row = new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", 1);
        MeasurementRow[] rows =
        [
            row,
            row with { Metric = "loss2" },
            row with { Epoch = 2 },
            row with { Attempt = 2 },
            row with { Fold = 1 },
            row with { Trial = 1 },
        ];
        await Journal.AppendMeasurementsAsync([.. rows.Reverse(), row with { PersistenceId = "other" }]);
        (await Journal.ReadMeasurementsAsync(Sweep).ToListAsync()).ShouldBe(rows);
        (await Journal.ReadMeasurementsAsync("other").ToListAsync()).ShouldHaveSingleItem();
    }

    [SkippableFact]
    public async Task Measurements_of_one_trial_are_read_alone()
    {
        await Journal.AppendMeasurementsAsync(
            [.. from trial in Enumerable.Range(0, 5) from epoch in Enumerable.Range(1, 3) select new MeasurementRow(Sweep, trial * 10, 0, 1, epoch, "loss", trial)]);
        (await Journal.ReadMeasurementsAsync(Sweep, 20).Select(row => (row.Trial, row.Epoch)).ToListAsync()).ShouldBe([(20, 1), (20, 2), (20, 3)]);
        (await Journal.ReadMeasurementsAsync(Sweep, 21).ToListAsync()).ShouldBeEmpty();
        (await Journal.ReadMeasurementsAsync(Sweep).ToListAsync()).Count.ShouldBe(15);
    }

    [SkippableFact]
    public async Task The_latest_snapshot_is_kept()
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        await Journal.AppendAsync(Sweep, 0, epoch, Events.Some(5));
        await Journal.SaveSnapshotAsync(Sweep, 4, "state/1", "\"four\"");
        await Journal.SaveSnapshotAsync(Sweep, 2, "state/1", "\"two\"");
        (await Journal.LoadSnapshotAsync(Sweep)).ShouldBe(new Snapshot(Sweep, 4, "state/1", "\"four\""));
        await Journal.SaveSnapshotAsync(Sweep, 4, "state/2", "\"again\"");
        (await Journal.LoadSnapshotAsync(Sweep)).ShouldBe(new Snapshot(Sweep, 4, "state/2", "\"again\""));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task A_snapshot_of_what_is_not_in_the_journal_is_refused(long sequenceNr)
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        await Journal.AppendAsync(Sweep, 0, epoch, Events.Some(5));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(
            async () => await Journal.SaveSnapshotAsync(Sweep, sequenceNr, "state/1", "{}"));
    }
}
