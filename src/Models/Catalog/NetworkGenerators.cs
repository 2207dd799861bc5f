using Orchestrator.Torch.Randomness;

namespace Orchestrator.Models.Catalog;

/// <summary>The sources of chance of one network.</summary>
/// <param name="Weights">Draws the initial weights; on the CPU, so that they are the same on every device.</param>
/// <param name="Dropout">Draws dropout masks, on the device of the training.</param>
public sealed record NetworkGenerators(Generator Weights, Generator Dropout);
