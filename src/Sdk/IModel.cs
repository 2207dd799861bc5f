using static TorchSharp.torch;

namespace Orchestrator.Sdk;

/// <summary>A network that sweeps may train. Splits, training, checkpoints, metrics and prediction are the orchestrator's.</summary>
/// <remarks>A public class with a public constructor without parameters; it holds no state. It runs in worker processes.</remarks>
public interface IModel
{
    /// <summary>What a sweep file calls it: lower-case letters, digits and dashes.</summary>
    string Name { get; }

    /// <summary>One line about it.</summary>
    string Summary { get; }

    /// <summary>What its rows are made of.</summary>
    InputKind Input => InputKind.Numbers;

    /// <summary>What it can learn; the data's targets choose among them. By default everything.</summary>
    IReadOnlyList<TaskKind> Tasks => [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values];

    /// <summary>Its own hyper-parameters. Those of training (learning rate, batch size, optimizer, ...) are there besides.</summary>
    IReadOnlyList<Setting> Settings { get; }

    /// <summary>What training begins with where a sweep says nothing.</summary>
    TrainingDefaults Training => new();

    /// <summary>Builds the network on the CPU. libtorch's generator is seeded by then: draw weights from it, and from nothing
    /// else.</summary>
    /// <param name="settings">The values of <see cref="Settings"/> in this trial.</param>
    /// <param name="shape">What the network has to know of the data.</param>
    /// <returns>A module from a batch of rows, (batch, <see cref="RowShape.Row"/>) float32 or, of sequences, int64 codes, to (batch,
    /// <see cref="RowShape.Outputs"/>) outputs before any sigmoid or softmax.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network; the message says why.</exception>
    nn.Module<Tensor, Tensor> Create(SettingValues settings, RowShape shape);
}

/// <summary>What training begins with where a sweep says nothing.</summary>
/// <param name="LearningRate">Step size of the optimizer, from 1e-8 to 10.</param>
/// <param name="BatchSize">Rows of one step, from 1 to 65536.</param>
public sealed record TrainingDefaults(double LearningRate = 1e-3, int BatchSize = 64);
