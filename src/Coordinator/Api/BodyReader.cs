using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Coordinator.Api;

/// <summary>Reads a body of JSON, and trusts none of it.</summary>
internal static class BodyReader
{
    /// <summary>What is unknown, missing or there twice is refused.</summary>
    public static JsonSerializerOptions Strict { get; } = new(WireJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>The body.</summary>
    /// <exception cref="InvalidDefinitionException">It is something else; the problem says what and where.</exception>
    public static async Task<T> ReadAsync<T>(Stream body, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(body, Strict, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDefinitionException([new DefinitionProblem("body", "the body is an object, not null.")]);
        }
        catch (JsonException e)
        {
            var (path, message) = JsonPlace.Of(e);
            throw new InvalidDefinitionException([new DefinitionProblem(path.Length > 0 ? path : "body", message)]);
        }
    }
}
