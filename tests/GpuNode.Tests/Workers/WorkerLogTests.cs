using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Tests.Scripted;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Tests.Workers;

/// <summary>Of what a worker prints the first lines and the last.</summary>
public sealed class WorkerLogTests
{
    private readonly WorkerLog log = new(TimeProvider.System);

    [Fact]
    public void Lines_are_taken_in_batches_once()
    {
        Begin(1);
        Print(1, 70);
        Taken().Select(batch => batch.Lines.Count).ShouldBe([32, 32, 6]);
        Print(71, 71);
        var last = Taken().ShouldHaveSingleItem();
        last.Attempt.ShouldBe(Sample.Attempt(1));
        last.Lines.ShouldHaveSingleItem().Number.ShouldBe(71);
        Taken().ShouldBeEmpty();
    }

    [Fact]
    public void Of_many_lines_the_first_and_the_last_are_kept()
    {
        Begin(1);
        Print(1, 10_000);
        var batches = Taken();
        var numbers = batches.SelectMany(batch => batch.Lines).Select(line => line.Number).ToArray();
        numbers.ShouldBe([.. Enumerable.Range(1, 100), .. Enumerable.Range(9601, 400)]);
        (batches[^1].Head, batches[^1].Tail).ShouldBe((100, 9601));
    }

    [Fact]
    public void What_was_taken_already_is_dropped_behind_it()
    {
        Begin(1);
        Print(1, 300);
        Taken()[^1].Tail.ShouldBe(101);
        Print(301, 700);
        var last = Taken()[^1];
        (last.Head, last.Tail).ShouldBe((100, 301)); // lines 101 to 300 are not among the last any more
    }

    [Fact]
    public void Long_lines_are_kept_up_to_so_many_bytes()
    {
        Begin(1);
        for (var line = 0; line < 2000; line++)
        {
            log.Append(new string('x', 900));
        }

        var kept = Taken().SelectMany(batch => batch.Lines).Sum(line => line.Text.Length + 1);
        kept.ShouldBeInRange(60 << 10, WorkerLog.HeadBytes + WorkerLog.TailBytes);
    }

    [Fact]
    public void The_next_attempt_begins_anew_and_what_is_printed_before_the_first_is_nobodys()
    {
        log.Append("loading");
        log.Take().ShouldBeNull();
        Begin(1);
        Print(1, 3);
        Begin(2);
        Print(1, 1);
        var batch = Taken().ShouldHaveSingleItem();
        (batch.Attempt, batch.Lines.Count, batch.Lines[0].Number).ShouldBe((Sample.Attempt(2), 1, 1));
    }

    private void Begin(int attempt) => log.Begin(Sample.Sweep, Sample.Attempt(attempt));

    private void Print(int from, int to)
    {
        for (var line = from; line <= to; line++)
        {
            log.Append($"line {line}");
        }
    }

    private List<FoldLogged> Taken()
    {
        var batches = new List<FoldLogged>();
        while (log.Take() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }
}
