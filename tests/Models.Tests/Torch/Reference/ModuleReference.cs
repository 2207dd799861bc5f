namespace Orchestrator.Models.Tests.Torch.Reference;

/// <summary>A module's output, and the gradients of sum(output * cos(0.13 i)).</summary>
internal sealed record ModuleReference(
    ReferenceTensor Input,
    ReferenceTensor Output,
    Dictionary<string, ReferenceTensor> Parameters,
    ReferenceTensor InputGradient);
