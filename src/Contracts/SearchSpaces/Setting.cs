namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>A hyper-parameter's name and its value in one trial.</summary>
public readonly record struct Setting(string Name, ParameterValue Value);
