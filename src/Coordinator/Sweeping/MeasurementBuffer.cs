using Orchestrator.Contracts.Protocol;
using Orchestrator.Journal;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>Collects measurements and journals them in batches: an epoch may take milliseconds, and a durable write does too.</summary>
internal sealed class MeasurementBuffer(IJournal journal, string persistenceId)
{
    private List<MeasurementRow> rows = [];

    public bool IsEmpty => rows.Count == 0;

    public void Add(EpochMeasured measured)
    {
        var ((trial, fold), attempt) = measured.Attempt;
        foreach (var (metric, value) in measured.Metrics)
        {
            rows.Add(new MeasurementRow(persistenceId, trial, fold, attempt, measured.Epoch, metric, value));
        }
    }

    public async ValueTask FlushAsync()
    {
        if (IsEmpty) return;
        await journal.AppendMeasurementsAsync(rows);
        rows = [];
    }
}
