namespace Orchestrator.Torch.Tests;

/// <summary>Tests that count live tensors run alone: the count is the process's.</summary>
[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public class LiveTensors;
