namespace Orchestrator.Search.Suites.Networks;

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">Times that every training row is seen.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">Of weights and biases: it is added to the gradient times the weight.</param>
internal sealed record TrainingPlan(int Epochs, int Batch, double Rate, double Decay)
{
    /// <summary>The part of the former step's velocity that is kept; 0 = plain gradient descent.</summary>
    public double Momentum { get; init; }

    /// <summary>The greatest norm of a step's gradient, to which longer ones are cut.</summary>
    public double Clip { get; init; } = double.PositiveInfinity;

    /// <summary>Whether steps are Adam's, which takes no notice of <see cref="Momentum"/>.</summary>
    public bool Adam { get; init; }
}
