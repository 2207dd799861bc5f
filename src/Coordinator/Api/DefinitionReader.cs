using System.Text.Json;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Coordinator.Api;

/// <summary>Reads what a client submits, and trusts none of it.</summary>
internal static class DefinitionReader
{
    /// <summary>The definition in a body of JSON.</summary>
    /// <exception cref="FormatException">It is none: the message says what and where.</exception>
    /// <exception cref="InvalidDefinitionException">It is one as far as JSON goes, but holds a text that is no constraint.</exception>
    public static async Task<SweepDefinition> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<SweepDefinition>(body, BodyReader.Strict, cancellationToken).ConfigureAwait(false)
                ?? throw new FormatException("The body is not the definition of a sweep: it is null.");
        }
        catch (JsonException e)
        {
            var (path, message) = JsonPlace.Of(e);
            if (e.GetBaseException() is ConstraintSyntaxException)
            {
                throw new InvalidDefinitionException([new DefinitionProblem(path, message)]);
            }
            var line = e.LineNumber is { } number && e.InnerException is not JsonException ? $" (line {number + 1})" : "";
            throw new FormatException(
                $"The body is not the definition of a sweep: {(path.Length > 0 ? $"at {path}{line}: " : "")}{message}", e);
        }
        catch (NotSupportedException e) // of a parameter without a kind
        {
            throw new FormatException($"The body is not the definition of a sweep: {e.Message}", e);
        }
    }
}
