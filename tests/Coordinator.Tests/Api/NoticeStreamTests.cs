using System.Net.ServerSentEvents;
using Microsoft.Extensions.Time.Testing;
using Orchestrator.Coordinator.Api;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class NoticeStreamTests
{
    [Fact]
    public async Task Silence_is_filled_with_signs_of_life_and_loses_no_notice()
    {
        var (time, gateway) = (new FakeTimeProvider(), new ScriptedGateway());
        await using var items = Stream(time, gateway);
        var first = items.MoveNextAsync().AsTask();
        time.Advance(NoticeStream.Heartbeat);
        (await first.WaitAsync(ApiTest.WaitLimit)).ShouldBeTrue();
        items.Current.EventType.ShouldBe(SweepNoticeCodec.Alive);
        gateway.Notices.Writer.TryWrite(new CaughtUpNotice());
        (await items.MoveNextAsync().AsTask().WaitAsync(ApiTest.WaitLimit)).ShouldBeTrue();
        items.Current.EventType.ShouldBe("caught-up");
    }

    [Fact]
    public async Task Who_leaves_in_silence_is_let_go()
    {
        var (time, gateway) = (new FakeTimeProvider(), new ScriptedGateway());
        var items = Stream(time, gateway);
        var first = items.MoveNextAsync().AsTask();
        time.Advance(NoticeStream.Heartbeat);
        await first.WaitAsync(ApiTest.WaitLimit);
        await items.DisposeAsync();
        gateway.WatchLeft.IsCompleted.ShouldBeTrue();
    }

    private static IAsyncEnumerator<SseItem<string>> Stream(TimeProvider time, ScriptedGateway gateway) =>
        new NoticeStream(time).OfAsync(token => gateway.WatchAsync(ApiTest.Sweep, token), after: 0, CancellationToken.None)
            .GetAsyncEnumerator();
}
