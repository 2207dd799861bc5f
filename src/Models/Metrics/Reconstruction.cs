using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Models.Metrics;

/// <summary>Figures of an autoencoder beside those of the labels that are learned from its encodings.</summary>
public static class Reconstruction
{
    /// <summary>Share of the known bases that come out of the encoding as they went in; 0.25 by chance.</summary>
    public const string Name = "reconstruction";

    /// <summary>The loss that the autoencoder is trained on, over a whole set.</summary>
    public const string Loss = "reconstruction_loss";

    /// <summary>What a sweep may ask an autoencoder for.</summary>
    public static MetricWords Words { get; } = new(Name, Direction.Maximize, Least: 0, Most: 1);

    /// <summary>What an autoencoder's training goes by.</summary>
    public static ObjectiveDefinition Objective { get; } = new(Name, Direction.Maximize);
}
