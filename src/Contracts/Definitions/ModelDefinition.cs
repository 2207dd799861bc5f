using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What is trained: a registered architecture, or whatever a program of the user's trains.</summary>
/// <param name="Name">A registered model's name, such as <c>sequence-bilstm</c>; with a command any other name.</param>
/// <param name="Fixed">Values that do not vary between trials; the rest come from the trial or the model's defaults.</param>
/// <param name="Command">The program that trains; null = the architecture is trained by this product.</param>
public sealed record ModelDefinition(string Name, Configuration Fixed, CommandDefinition? Command = null);
