using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Interpretation.Methods;

/// <summary>A way to tell how much each input of a trained network matters. It takes values and returns values: the same network, rows,
/// options and seed give the same scores.</summary>
public interface IAttributionMethod
{
    /// <summary>What it says of itself.</summary>
    MethodDescription Description { get; }

    /// <summary>Whether of DNA it scores positions, and not the four bases of each.</summary>
    bool ScoresPositions => false;

    /// <summary>Why it cannot be asked about a network, in a sentence with a cure; null = it can.</summary>
    /// <param name="fold">The network and its data.</param>
    string? Refusal(InterpretedFold fold) => null;

    /// <summary>Scores the inputs of a network that it does not refuse.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    /// <exception cref="Models.Torch.TorchException">libtorch refused, for want of memory, say.</exception>
    MethodScores Compute(MethodContext context);
}

/// <summary>What a method says of itself.</summary>
/// <param name="Name">What one calls it: lower case and dashes.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Source">Where it is from, and which equation it computes.</param>
/// <param name="Blind">What signals it cannot see, or sees where there are none.</param>
/// <param name="Options">Its settings, with ranges and defaults.</param>
public sealed record MethodDescription(
    string Name, string Summary, string Source, string Blind, IReadOnlyList<HyperParameter> Options);

/// <summary>A method is not defined for a network or its data. The message says why, and which method to ask instead.</summary>
public sealed class MethodRefusedException(string method, string reason) : Exception($"The method {method} cannot be used: {reason}")
{
    /// <summary>Name of the method.</summary>
    public string Method { get; } = method;

    /// <summary>Why, in a sentence with a cure.</summary>
    public string Reason { get; } = reason;
}
