namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>A line that a trainer says on its standard output.</summary>
internal abstract record TrainerReport;

/// <summary>An epoch has ended.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Metrics">Value by name, at least one.</param>
/// <param name="Checkpoint">File or folder of the state behind it, relative to the output folder or absolute; null = none.</param>
internal sealed record EpochReport(int Epoch, IReadOnlyDictionary<string, double> Metrics, string? Checkpoint) : TrainerReport;

/// <summary>There is a checkpoint.</summary>
/// <param name="Epoch">Whole epochs that it holds, from 0.</param>
/// <param name="Path">As in <see cref="EpochReport"/>.</param>
internal sealed record CheckpointReport(int Epoch, string Path) : TrainerReport;

/// <summary>Words for the attempt's log.</summary>
internal sealed record MessageReport(string Text) : TrainerReport;

/// <summary>Training is over.</summary>
/// <param name="Metrics">What the fold reports beside what its best epoch measured, or instead; may be empty.</param>
/// <param name="Epoch">The epoch that they are of; null = the best one.</param>
/// <param name="Model">File or folder of what was trained; null = none is kept.</param>
internal sealed record ResultReport(IReadOnlyDictionary<string, double> Metrics, int? Epoch, string? Model) : TrainerReport;
