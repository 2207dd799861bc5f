using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What cannot be asked of data that only the program that trains can read.</summary>
internal static class OpaqueDataRules
{
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition)
    {
        var (data, splits) = (definition.Data, definition.CrossValidation);
        if (!data.IsOpaque)
        {
            yield break;
        }

        if (definition.Model.IsRegistered)
        {
            yield return new("data.format",
                "'{field}' {found} is for a program of yours, which 'command' names in 'model'; a registered model wants a format that is "
                    + "read here.", FieldRules.Shown(data.Format));
            yield break;
        }

        const string Unread = "the data is not read here, so that";
        const string Instead = "leave '{field}' out, or name data in a format that is read";
        if (splits.Stratified)
        {
            yield return new("crossValidation.stratified", $"{Unread} nobody knows its classes: {Instead}.");
        }
        if (splits.Leakage is not null)
        {
            yield return new("crossValidation.leakage", $"{Unread} nobody can compare its rows: {Instead}.");
        }
        if (data.Groups is not null)
        {
            yield return new("data.groups", $"{Unread} nobody knows its groups: {Instead}.");
        }
        if (data.Test is not null)
        {
            yield return new("data.test", $"{Unread} rows of another file cannot be put behind it: {Instead}.");
        }
        if (splits.Nested is not null && !data.HasRows && !definition.IsExternal)
        {
            yield return new("crossValidation.nested",
                $"{Unread} it cannot be split twice: say 'rows' in 'data', or leave '{{field}}' out.");
        }
    }
}
