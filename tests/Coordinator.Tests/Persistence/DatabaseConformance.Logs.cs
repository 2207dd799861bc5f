using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Tests.Persistence;

public abstract partial class DatabaseConformance
{
    private static readonly AttemptId Logged = new(new FoldId(3, 1), 2);
    private static readonly DateTimeOffset Printed = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [SkippableFact]
    public async Task What_a_worker_printed_comes_back_as_it_was_and_once()
    {
        await Database.Logs.AppendAsync([Log(Logged, 1, 2), Log(Logged, 3, 3)]);
        await Database.Logs.AppendAsync([Log(Logged, 3, 40) with { Lines = [new(3, Printed, "another text"), .. Lines(4, 40)] }]);
        (await LogAsync(Logged)).ShouldBe(Lines(1, 40));
    }

    [SkippableFact]
    public async Task The_logs_of_attempts_are_kept_apart()
    {
        AttemptId[] attempts = [Logged, Logged with { Attempt = 1 }, new(new FoldId(3, FoldId.RefitFold), 2), new(new FoldId(2, 1), 2)];
        await Database.Logs.AppendAsync([.. attempts.Select((attempt, k) => Log(attempt, 1, k + 1))]);
        await Database.Logs.AppendAsync([Log(Logged, 9, 9) with { Sweep = new SweepId("another") }]);
        var read = await Database.Logs.ReadAsync(Sweep, attempts);
        attempts.Select(attempt => read[attempt].Count()).ShouldBe([1, 2, 3, 4]);
    }

    [SkippableFact]
    public async Task What_is_between_the_first_and_the_last_lines_is_dropped_and_comes_back_with_no_repetition_for_long()
    {
        await Database.Logs.AppendAsync([Log(Logged, 1, 300) with { Head = 100, Tail = 101 }]);
        await Database.Logs.AppendAsync([Log(Logged, 301, 600) with { Head = 100, Tail = 201 }]);
        LogLine[] kept = [.. Lines(1, 100), .. Lines(201, 600)];
        (await LogAsync(Logged)).ShouldBe(kept);
        await Database.Logs.AppendAsync([Log(Logged, 1, 300) with { Head = 100, Tail = 101 }]); // which was on its way twice
        await Database.Logs.AppendAsync([Log(Logged, 601, 601) with { Head = 100, Tail = 202 }]);
        (await LogAsync(Logged)).ShouldBe([.. Lines(1, 100), .. Lines(202, 601)]);
    }

    [SkippableFact]
    public async Task Text_that_a_database_cannot_store_is_replaced()
    {
        await Database.Logs.AppendAsync([Log(Logged, 1, 1) with { Lines = [new LogLine(1, Printed, "a\0b \uD83E c")] }]);
        (await LogAsync(Logged)).ShouldHaveSingleItem().Text.ShouldBe("a\uFFFDb \uFFFD c");
    }

    private static LogLine[] Lines(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(number => new LogLine(number, Printed, $"line {number} ☠"))];

    private static FoldLogged Log(AttemptId attempt, int from, int to) => new(Sweep, attempt, [.. Lines(from, to)], 100, 101);

    private async Task<LogLine[]> LogAsync(AttemptId attempt) => [.. (await Database.Logs.ReadAsync(Sweep, [attempt]))[attempt]];
}
