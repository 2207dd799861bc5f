using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Tests.Persistence;

public abstract partial class DatabaseConformance
{
    private Task<List<MeasurementRow>> MeasuredAsync(int? trial = null) => Database.Measurements.ReadAsync(Sweep, trial).ToListAsync()
        .AsTask();

    [SkippableTheory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(0.1)]
    public async Task Every_double_survives(double value)
    {
        await Database.Measurements.AppendAsync([new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", value)]);
        var read = (await MeasuredAsync()).Single().Value;
        if (double.IsNaN(value))
        {
            read.ShouldBe(double.NaN);
        }
        else
        {
            BitConverter.DoubleToInt64Bits(read).ShouldBe(BitConverter.DoubleToInt64Bits(value));
        }
    }

    [SkippableFact]
    public async Task A_measurement_is_kept_once_and_its_first_value_stands()
    {
        var row = new MeasurementRow(Sweep, 3, -1, 2, 7, "validation/loss", 0.5);
        await Database.Measurements.AppendAsync([row, row with { Value = 1 }]);
        await Database.Measurements.AppendAsync([row with { Value = 2 }, row with { Epoch = 8 }]);
        (await MeasuredAsync()).ShouldBe([row, row with { Epoch = 8 }]);
    }

    [SkippableFact]
    public async Task A_large_batch_that_repeats_rows_adds_the_new_ones()
    {
        var rows = Enumerable.Range(1, 40_000).Select(epoch => new MeasurementRow(Sweep, 0, 0, 1, epoch, "loss", epoch)).ToList();
        await Database.Measurements.AppendAsync(rows[..20_000]);
        await Database.Measurements.AppendAsync([.. rows[1000..].Select(row => row.Epoch > 20_000 ? row : row with { Value = -1 })]);
        (await MeasuredAsync()).ShouldBe(rows);
        (await MeasuredAsync(0)).Count.ShouldBe(rows.Count);
    }

    [SkippableFact]
    public async Task Every_part_of_the_key_tells_rows_apart_and_orders_them()
    {
        var row = new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", 1);
        MeasurementRow[] rows =
        [
            row with { Fold = -1 },
            row with { Metric = "Loss" },
            row,
            row with { Metric = "loss2" },
            row with { Metric = "öss" },
            row with { Epoch = 2 },
            row with { Attempt = 2 },
            row with { Fold = 1 },
            row with { Trial = 1 },
        ];
        await Database.Measurements.AppendAsync([.. rows.Reverse(), row with { Sweep = new SweepId("other-1") }]);
        (await MeasuredAsync()).ShouldBe(rows);
        (await Database.Measurements.ReadAsync(new SweepId("other-1")).ToListAsync()).ShouldHaveSingleItem();
        (await Database.Measurements.ReadAsync(new SweepId("none-1")).ToListAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Measurements_of_one_trial_are_read_alone()
    {
        await Database.Measurements.AppendAsync(
            [.. from trial in Enumerable.Range(0, 5) from epoch in Enumerable.Range(1, 3) select new MeasurementRow(Sweep, trial * 10, 0,
                1, epoch, "loss", trial)]);
        (await MeasuredAsync(20)).Select(row => (row.Trial, row.Epoch)).ShouldBe([(20, 1), (20, 2), (20, 3)]);
        (await MeasuredAsync(21)).ShouldBeEmpty();
        (await Database.Sweeps.MeasurementsAsync(Sweep)).Count.ShouldBe(15);
        (await Database.Sweeps.MeasurementsAsync(Sweep, 20)).Count.ShouldBe(3);
    }

    [SkippableFact]
    public async Task Writers_at_once_and_a_journal_beside_them_lose_nothing()
    {
        var actor = Actor(Sweep);
        var walk = Walk(trials: 20);
        var journaling = Task.Run(async () =>
        {
            foreach (var happened in walk)
            {
                await WriteAsync(actor, happened);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 16).Select(trial => Task.Run(async () =>
        {
            for (var epoch = 1; epoch <= 20; epoch++)
            {
                await Database.Measurements.AppendAsync([.. Enumerable.Range(0, 5)
                    .Select(fold => new MeasurementRow(Sweep, trial, fold, 1, epoch, "loss", epoch))]);
                (await Database.Sweeps.MeasurementsAsync(Sweep, trial)).Count.ShouldBe(5 * epoch, "what was acknowledged is there");
            }
        })));
        await journaling;
        (await MeasuredAsync()).Count.ShouldBe(16 * 20 * 5);
        (await Database.Sweeps.EventsAsync(Sweep).CountAsync()).ShouldBe(walk.Count);
    }

    [SkippableFact]
    public async Task A_metric_that_cannot_be_stored_fails_alone()
    {
        var row = new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", 1);
        var good = Database.Measurements.AppendAsync([row]);
        foreach (var metric in (string[])["", "a\0b", "half \ud83e of a pair"])
        {
            await Should.ThrowAsync<ArgumentException>(() => Database.Measurements.AppendAsync([row with { Metric = metric }]));
        }
        await good;
        (await MeasuredAsync()).ShouldBe([row]);
    }

    [SkippableFact]
    public async Task A_cancelled_append_writes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(() =>
            Database.Measurements.AppendAsync([new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", 1)], cancelled));
        (await MeasuredAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Appends_under_way_are_finished_by_disposal_and_later_ones_refused()
    {
        var appends = Enumerable.Range(1, 100).Select(epoch =>
            Database.Measurements.AppendAsync([new MeasurementRow(Sweep, 0, 0, 1, epoch, "loss", epoch)])).ToList();
        await Database.DisposeAsync();
        await Task.WhenAll(appends);
        await Should.ThrowAsync<ObjectDisposedException>(() =>
            Database.Measurements.AppendAsync([new MeasurementRow(Sweep, 0, 0, 1, 1, "loss", 1)]));
        await Should.ThrowAsync<ObjectDisposedException>(() => MeasuredAsync());
        await using var again = Open();
        (await again.Measurements.ReadAsync(Sweep).CountAsync()).ShouldBe(100);
    }
}
