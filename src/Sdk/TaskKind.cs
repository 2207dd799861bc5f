namespace Orchestrator.Sdk;

/// <summary>What is learned, which decides the outputs of a network, its loss and its metrics.</summary>
public enum TaskKind
{
    /// <summary>One of two classes: one output, the log-odds of class 1.</summary>
    TwoClasses,

    /// <summary>One of three or more classes: an output each, softmax.</summary>
    ManyClasses,

    /// <summary>Several labels, each of which may hold or be missing: the log-odds of each.</summary>
    Labels,

    /// <summary>One or several numbers: an output each.</summary>
    Values,
}
