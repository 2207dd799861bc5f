using Orchestrator.Actors.Dispatch;
using Orchestrator.Actors.Transport;
using Orchestrator.Actors.Transport.InProcess;

namespace Orchestrator.Actors.Tests.Transport;

public sealed class InProcessTransportTests : TransportConformance
{
    private readonly InProcessBroker _broker = new();

    [Fact]
    public async Task It_runs_in_one_thread_under_virtual_time()
    {
        var (time, dispatcher) = (new VirtualTime(), new StepDispatcher());
        var transport = new InProcessBroker(time, dispatcher).Connect();
        var begin = time.GetUtcNow();
        var attempts = new List<(int Thread, double Milliseconds)>();
        await transport.ReceiveAsync("inbox", async (_, _) =>
        {
            await Task.Yield();
            attempts.Add((Environment.CurrentManagedThreadId, (time.GetUtcNow() - begin).TotalMilliseconds));
            if (attempts.Count < 4)
            {
                throw new FormatException();
            }
        });
        await transport.SendAsync("inbox", new TransportMessage("1", "nobody", "number/1", "1"));
        Drive();

        void Drive()
        {
            do
            {
                dispatcher.RunUntilIdle();
            }
            while (time.AdvanceToNext());
            var here = Environment.CurrentManagedThreadId;
            attempts.ShouldBe([(here, 0), (here, 10), (here, 30), (here, 70)]);
        }
    }

    protected override ValueTask<ITransport> ConnectAsync() => new(_broker.Connect());

    protected override ValueTask KillAsync(ITransport connection)
    {
        ((InProcessTransport)connection).Abort();
        return ValueTask.CompletedTask;
    }
}
