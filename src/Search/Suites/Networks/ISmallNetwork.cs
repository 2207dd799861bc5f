namespace Orchestrator.Search.Suites.Networks;

/// <summary>A network of one output in training. It keeps what it computed last: one belongs to one trial.</summary>
/// <typeparam name="TRow">What goes in.</typeparam>
internal interface ISmallNetwork<in TRow>
{
    /// <summary>All weights and biases; whoever trains changes them in place.</summary>
    double[] Weights { get; }

    /// <summary>The output for a row.</summary>
    /// <param name="row">What goes in.</param>
    /// <param name="training">Whether units are dropped, where the network drops any.</param>
    double Forward(TRow row, bool training);

    /// <summary>Adds the gradient for the row that was put through last.</summary>
    /// <param name="slope">The derivative of the loss by the output.</param>
    /// <param name="gradient">What is added to, as long as <see cref="Weights"/>.</param>
    void Backward(double slope, double[] gradient);
}
