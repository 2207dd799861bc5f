using Akka.TestKit;

namespace Orchestrator.Shared;

/// <summary>The clock of Akka's <see cref="TestScheduler"/>, by which timers run in a test.</summary>
/// <param name="scheduler">Whose clock.</param>
internal sealed class VirtualClock(TestScheduler scheduler) : TimeProvider
{
    /// <summary>Lets timers run by the test's clock. What a test expects is waited for a while longer than usual: the machine may be
    /// busy.</summary>
    public const string Hocon = """
        akka {
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          test.single-expect-default = 20s
        }
        """;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    /// <inheritdoc />
    public override long GetTimestamp() => scheduler.Now.UtcTicks;
}
