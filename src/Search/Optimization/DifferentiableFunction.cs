namespace Orchestrator.Search.Optimization;

/// <summary>A function to minimise: returns its value at <paramref name="x"/> and writes its gradient; NaN = not defined there.</summary>
public delegate double DifferentiableFunction(ReadOnlySpan<double> x, Span<double> gradient);
