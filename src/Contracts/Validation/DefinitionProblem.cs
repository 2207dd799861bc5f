namespace Orchestrator.Contracts.Validation;

/// <summary>Something in a sweep definition that is not right.</summary>
/// <param name="Path">The field, as in JSON: <c>search.pruning.pruner</c>, <c>space.parameters[2].low</c>.</param>
/// <param name="Template">A sentence in which <c>{field}</c> and <c>{found}</c> stand for the field's name and what was found
/// there.</param>
/// <param name="Found">What was found, in quotes where it is a value; null = the sentence does not say.</param>
public sealed record DefinitionProblem(string Path, string Template, string? Found = null)
{
    /// <summary>The field's own name: the path's end.</summary>
    public string Field => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>What is wrong, what is allowed, and the nearest word where one is close.</summary>
    public string Message => Told(Field, Found ?? "");

    /// <summary>The message of a format that calls the field otherwise, and shows what was written in its own way.</summary>
    public string Told(string field, string found) =>
        Template.Replace("{field}", field, StringComparison.Ordinal).Replace("{found}", found, StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message}";
}
