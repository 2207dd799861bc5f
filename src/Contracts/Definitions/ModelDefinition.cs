using System.Text.Json.Serialization;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What is trained: a registered architecture, or whatever a program or a loop of the user's trains.</summary>
/// <param name="Name">A registered model's name, such as <c>sequence-bilstm</c>; of what is the user's own any other name.</param>
/// <param name="Fixed">Values that do not vary between trials; the rest come from the trial or the model's defaults.</param>
/// <param name="Command">The program that trains; null = none does.</param>
/// <param name="External">Clients that ask for folds train; null = they do not.</param>
public sealed record ModelDefinition(
    string Name, Configuration Fixed, CommandDefinition? Command = null, ExternalDefinition? External = null)
{
    /// <summary>Whether the architecture is trained by this product.</summary>
    [JsonIgnore]
    public bool IsRegistered => Command is null && External is null;
}
