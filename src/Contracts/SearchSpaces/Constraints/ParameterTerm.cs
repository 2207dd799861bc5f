namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>The value of a hyper-parameter.</summary>
internal sealed record ParameterTerm(int Column, string Name) : Term(Column)
{
    /// <inheritdoc />
    public override string Kind => $"'{Name}'";

    /// <inheritdoc />
    public override Operand? Value(Configuration configuration) => configuration.TryGet(Name, out var value) ? Operand.Of(value) : null;

    /// <inheritdoc />
    public override bool IsNumber(IReadOnlyList<Parameter> parameters) => Find(parameters) switch
    {
        CategoricalParameter { Choices: var choices } => choices.All(choice => !double.IsNaN(Operand.Of(choice).Number)),
        _ => true, // of a name that nobody knows one complaint is enough
    };

    /// <summary>The parameter; null when none has that name.</summary>
    public Parameter? Find(IReadOnlyList<Parameter> parameters) => parameters.FirstOrDefault(parameter => parameter.Name == Name);

    /// <inheritdoc />
    public override IEnumerable<ConstraintFault> Faults(IReadOnlyList<Parameter> parameters)
    {
        if (Find(parameters) is not null)
        {
            yield break;
        }

        if (parameters.OfType<CategoricalParameter>().FirstOrDefault(parameter => parameter.Choices.Contains(Name)) is { } owner)
        {
            yield return new(Column, $"'{Name}' is a choice of '{owner.Name}', not a parameter: put it in quotes.");
        }
        else
        {
            yield return new(Column,
                $"unknown parameter '{Name}' in a constraint; the space has {string.Join(", ", parameters.Select(p => p.Name))}.", Name,
                [.. parameters.Select(p => p.Name)]);
        }
    }
}
