namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A word or sign of a constraint.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">Where it begins, from 1.</param>
/// <param name="Text">As written, a choice without its quotes.</param>
internal readonly record struct Token(TokenKind Kind, int Column, string Text)
{
    /// <summary>Whether it is this sign or reserved word.</summary>
    public bool Is(string sign) => Kind is TokenKind.Sign && Text == sign;

    /// <summary>For messages.</summary>
    public override string ToString() => Kind is TokenKind.End ? "the end" : $"'{Text}'";
}
