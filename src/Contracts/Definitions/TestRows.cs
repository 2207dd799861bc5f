namespace Orchestrator.Contracts.Definitions;

/// <summary>Which rows make up the held-out test set.</summary>
public enum TestRows
{
    /// <summary>Drawn with the sweep's seed.</summary>
    Random,

    /// <summary>The last rows of the data.</summary>
    Last,
}
