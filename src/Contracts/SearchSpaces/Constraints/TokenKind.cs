namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>What a <see cref="Token"/> is.</summary>
internal enum TokenKind
{
    /// <summary>Nothing more follows.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A choice in quotes.</summary>
    Choice,

    /// <summary>A parameter.</summary>
    Name,

    /// <summary>An operator, bracket, comma, or one of the words <c>and or not in</c>.</summary>
    Sign,
}
