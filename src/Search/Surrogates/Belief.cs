namespace Orchestrator.Search.Surrogates;

/// <summary>One view of what the rows of a <see cref="GaussianProcess"/> brought.</summary>
/// <param name="Alpha">K^-1 (y - m).</param>
/// <param name="PriorMean">m.</param>
/// <param name="Best">The best outcome in this view.</param>
internal sealed record Belief(double[] Alpha, double PriorMean, double Best);
