namespace Orchestrator.Sdk;

/// <summary>What a model's rows are made of.</summary>
public enum InputKind
{
    /// <summary>Numbers of any shape.</summary>
    Numbers,

    /// <summary>DNA as int64 codes, (length): A, C, G, T are 0 to 3, what is unknown is 4, behind the end of shorter rows stands
    /// 5.</summary>
    Sequence,
}
