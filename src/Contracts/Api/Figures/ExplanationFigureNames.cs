namespace Orchestrator.Contracts.Api.Figures;

/// <summary>What the figures of an explanation are called by those who ask for them.</summary>
public static class ExplanationFigureNames
{
    /// <summary>The first inputs with their scores.</summary>
    public const string Inputs = "explained-inputs";

    /// <summary>The same inputs with the score that each method gives.</summary>
    public const string Methods = "explained-methods";

    /// <summary>Of DNA: the score of every position.</summary>
    public const string Positions = "explained-positions";
}
