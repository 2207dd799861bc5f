using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>A data set with the name of its content, and its inputs ready for a device.</summary>
internal sealed class LoadedData : IDisposable
{
    private readonly BatchSource source;
    private readonly LoadedData? original; // whose inputs and splits these are
    private (CrossValidationDefinition Definition, ulong Seed, FoldPlan Plan)? planned;

    public LoadedData(DataSet set, string fingerprint, Device device)
    {
        (Set, Fingerprint, Device) = (set, fingerprint, device);
        source = BatchSource.Of(set.Inputs, device);
    }

    private LoadedData(LoadedData original, Targets targets)
    {
        (Set, Fingerprint, Device, source) = (original.Set.WithTargets(targets), original.Fingerprint, original.Device, original.source);
        this.original = original;
    }

    /// <summary>The rows in plain arrays.</summary>
    public DataSet Set { get; }

    /// <summary>Names the content.</summary>
    public string Fingerprint { get; }

    /// <summary>Where batches lie.</summary>
    public Device Device { get; }

    /// <summary>The same rows with some of the columns.</summary>
    /// <exception cref="NotSupportedException">The rows are no vectors of columns.</exception>
    public LoadedData Select(int[] columns) =>
        new(Set.WithInputs(Set.Inputs.SelectColumns(columns)), Fingerprint, Device);

    /// <summary>The same rows, split as they are, with other targets. Ends with this one.</summary>
    public LoadedData With(Targets targets) => new(this, targets);

    /// <summary>How a sweep splits the rows. The last plan is kept: folds come one after the other, and comparing all rows takes
    /// time.</summary>
    /// <exception cref="FoldPlanException">The rows cannot be split so.</exception>
    public FoldPlan PlanOf(CrossValidationDefinition definition, ulong seed)
    {
        if (original is not null)
        {
            return original.PlanOf(definition, seed);
        }

        if (planned is not { } last || last.Definition != definition || last.Seed != seed)
        {
            planned = last = (definition, seed, FoldPlanner.Plan(definition, seed, Set));
        }

        return last.Plan;
    }

    /// <summary>Row numbers, here and on the device.</summary>
    public RowSelection Rows(int[] rows) => new(rows, HostTensors.FromSpan<int>(rows).to(int64).to(Device));

    /// <summary>A batch as a network takes it: int64 codes of sequences, otherwise floats.</summary>
    public Tensor Batch(RowSelection rows) => source.Take(rows);

    /// <inheritdoc />
    public void Dispose()
    {
        if (original is null)
        {
            source.Dispose();
        }
    }
}
