using System.Diagnostics.Metrics;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>How the database does.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new("Orchestrator.Persistence");

    // From a local disk's 1 ms to the seconds after which the journal's breaker opens.
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    };

    private static readonly Histogram<double> AppendDuration = Meter.CreateHistogram(
        "orchestrator.journal.append.duration", "s", "From handing a sweep's events to the journal until they are durable.", null, Buckets);

    private static readonly Counter<long> MeasurementsStored = Meter.CreateCounter<long>(
        "orchestrator.measurements.stored", "{measurement}", "Values of metrics that were stored, repetitions included.");

    /// <summary>Events are durable.</summary>
    /// <param name="duration">Since the journal was given them.</param>
    public static void Appended(TimeSpan duration) => AppendDuration.Record(duration.TotalSeconds);

    /// <summary>Measurements are durable.</summary>
    public static void Stored(int rows) => MeasurementsStored.Add(rows);
}
