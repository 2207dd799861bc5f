using System.Net.ServerSentEvents;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class WatchTests : ApiTest
{
    private static readonly SearchExhausted Exhausted = new(3, DateTimeOffset.UnixEpoch);
    private static readonly EpochMeasured Measured =
        new(Sweep, new AttemptId(new FoldId(0, 1), 1), 2, new Dictionary<string, double> { ["train/loss"] = double.PositiveInfinity });

    [Fact]
    public async Task Past_and_present_come_in_order_and_events_are_numbered()
    {
        Tell(new EventNotice(Planned), new CaughtUpNotice(), new EpochNotice(Measured), new EventNotice(Exhausted));
        Gateway.Notices.Writer.Complete();
        var items = await ReadAsync("/v1/sweeps/sample-1/watch");
        items.Select(i => i.EventType).ShouldBe(["sweep-planned/1", "caught-up", "epoch", "search-exhausted/1"]);
        items.Select(i => i.EventId).ShouldBe(["1", null, null, "2"]);
        SweepNoticeCodec.Decode(items[0].EventType, items[0].Data).ShouldBe(new EventNotice(Planned));
        SweepNoticeCodec.Decode(items[2].EventType, items[2].Data).ShouldBeOfType<EpochNotice>().Measured.Metrics["train/loss"]
            .ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public async Task Who_reconnects_is_not_told_again_what_it_knows()
    {
        Tell(new EventNotice(Planned), new EventNotice(Exhausted), new CaughtUpNotice());
        Gateway.Notices.Writer.Complete();
        Client.DefaultRequestHeaders.Add("Last-Event-ID", "1");
        var items = await ReadAsync("/v1/sweeps/sample-1/watch");
        items.Select(i => i.EventType).ShouldBe(["search-exhausted/1", "caught-up"]);
        items[0].EventId.ShouldBe("2");
    }

    [Fact]
    public async Task A_notice_arrives_while_the_stream_is_open_and_a_watcher_that_leaves_is_let_go()
    {
        Gateway.Add(Planned);
        Gateway.Notices.Writer.TryWrite(new CaughtUpNotice());
        using (var answer = await Client.GetAsync("/v1/sweeps/sample-1/watch", HttpCompletionOption.ResponseHeadersRead))
        {
            await using var items = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
            (await items.MoveNextAsync().AsTask().WaitAsync(WaitLimit)).ShouldBeTrue();
            Gateway.Notices.Writer.TryWrite(new EventNotice(Exhausted));
            (await items.MoveNextAsync().AsTask().WaitAsync(WaitLimit)).ShouldBeTrue();
            items.Current.EventType.ShouldBe("search-exhausted/1");
            Gateway.WatchLeft.IsCompleted.ShouldBeFalse();
        }
        await Gateway.WatchLeft.WaitAsync(WaitLimit);
    }

    [Fact]
    public async Task A_server_that_closes_ends_its_watches()
    {
        Tell(new CaughtUpNotice());
        using var answer = await Client.GetAsync("/v1/sweeps/sample-1/watch", HttpCompletionOption.ResponseHeadersRead);
        await using var items = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        (await items.MoveNextAsync().AsTask().WaitAsync(WaitLimit)).ShouldBeTrue();
        var closing = Server.DisposeAsync().AsTask();
        (await items.MoveNextAsync().AsTask().WaitAsync(WaitLimit)).ShouldBeFalse();
        await closing.WaitAsync(WaitLimit);
    }

    [Theory]
    [InlineData("no node has label gpu=a100")]
    [InlineData(null)]
    public async Task What_a_sweep_waits_for_is_told(string? reason)
    {
        Tell(new CaughtUpNotice(), new WaitingNotice(reason));
        Gateway.Notices.Writer.Complete();
        var said = (await ReadAsync("/v1/sweeps/sample-1/watch"))[1];
        (said.EventType, said.EventId).ShouldBe(("waiting", null));
        SweepNoticeCodec.Decode(said.EventType, said.Data).ShouldBe(new WaitingNotice(reason));
    }

    [Fact]
    public void What_only_a_newer_version_says_is_passed_over_unless_the_sweep_cannot_be_told_without_it()
    {
        SweepNoticeCodec.Decode("weather", """{"sunny":true}""").ShouldBeNull();
        Should.Throw<FormatException>(() => SweepNoticeCodec.Decode("trial-suggested/9", "{}"));
    }

    private void Tell(params SweepNotice[] notices)
    {
        Gateway.Add(Planned);
        foreach (var notice in notices)
        {
            Gateway.Notices.Writer.TryWrite(notice).ShouldBeTrue();
        }
    }

    private async Task<List<SseItem<string>>> ReadAsync(string path)
    {
        using var answer = await Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var items = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            items.Add(item);
        }

        return items;
    }
}
