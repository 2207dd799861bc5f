namespace Orchestrator.Sdk;

/// <summary>What a network has to know of the data to be built.</summary>
/// <param name="Row">Shape of one row, without the batch dimension; of sequences (length).</param>
/// <param name="Padded">Whether some sequences are shorter than the longest.</param>
/// <param name="Task">What is learned.</param>
/// <param name="Outputs">Outputs of the network: 1 for two classes, otherwise one a class, label or value.</param>
public sealed record RowShape(IReadOnlyList<int> Row, bool Padded, TaskKind Task, int Outputs)
{
    /// <summary>Number of values in one row.</summary>
    public int Length => Row.Aggregate(1, (product, extent) => checked(product * extent));
}
