using System.Diagnostics;
using System.Text;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>Attempts and requests as spans, and that they arrive where OTEL_EXPORTER_OTLP_ENDPOINT says.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class TraceTests
{
    private static readonly AttemptId Failing = new(new FoldId(1, 0), 1);

    [Fact]
    public async Task An_attempt_is_a_span_from_lease_to_result()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Orchestrator.Sweeps",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var harness = new CoordinatorHarness();
        var state = await harness.RunToEndAsync(Sample.Definition(trials: 2), FailsOnce());

        var attempts = state.Trials.SelectMany(t => t.Folds).Append(state.Refit!).SelectMany(fold => fold.Attempts).ToArray();
        spans.Count.ShouldBe(attempts.Length);
        foreach (var attempt in attempts)
        {
            var span = spans.Single(s => IsOf(s, attempt.Id));
            (span.OperationName, span.StartTimeUtc).ShouldBe(("attempt", attempt.StartedAt.UtcDateTime));
            span.GetTagItem("orchestrator.sweep").ShouldBe(harness.Sweep.Value);
            span.GetTagItem("orchestrator.node").ShouldBe(attempt.Slot.Node);
            span.Duration.ShouldBeInRange(TimeSpan.Zero, CoordinatorHarness.WaitLimit);
            span.Status.ShouldBe(attempt.Id == Failing ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
        spans.Single(s => IsOf(s, Failing)).GetTagItem("error.type").ShouldBe("crashed");
    }

    [Fact]
    public async Task Spans_of_attempts_and_requests_are_sent_to_the_receiver()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await using (var page = await MetricsPage.StartAsync(settings: settings))
        {
            await using var harness = new CoordinatorHarness();
            await harness.RunToEndAsync(Sample.Definition(trials: 1));
            (await page.Client.GetAsync("/v1/nodes")).Dispose();
            (await page.Client.GetAsync("/alive")).Dispose();
        } // what is not sent yet is sent now
        var sent = Encoding.UTF8.GetString(receiver.Received);
        sent.ShouldContain("orchestrator-coordinator");
        sent.ShouldContain("orchestrator.trial");
        sent.ShouldContain("GET /v1/nodes");
        sent.ShouldNotContain("/alive", Case.Sensitive, "a question of a supervisor is no news");
    }

    [Fact]
    public void A_receiver_that_is_no_address_is_refused() =>
        Should.Throw<ArgumentException>(() => new CoordinatorTelemetry(
            new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317" }))
            .Message.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT");

    private static Script FailsOnce() => new() { Fails = a => a == Failing ? FailureKind.Crashed : null };

    private static bool IsOf(Activity span, AttemptId attempt) =>
        Equals(span.GetTagItem("orchestrator.trial"), attempt.Fold.Trial)
        && Equals(span.GetTagItem("orchestrator.fold"), attempt.Fold.IsRefit ? "refit" : attempt.Fold.Fold)
        && Equals(span.GetTagItem("orchestrator.attempt"), attempt.Attempt);
}
