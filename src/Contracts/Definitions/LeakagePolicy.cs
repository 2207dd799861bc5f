namespace Orchestrator.Contracts.Definitions;

/// <summary>What happens when copies or kin of validation or test rows are among the rows that are trained on.</summary>
public enum LeakagePolicy
{
    /// <summary>They are counted and named.</summary>
    Report,

    /// <summary>The sweep does not start.</summary>
    Refuse,

    /// <summary>Copies and near copies are dealt together, as rows of one group are.</summary>
    Group,
}
