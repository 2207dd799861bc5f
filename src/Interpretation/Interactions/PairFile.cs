using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Interpretation.Interactions;

/// <summary>What a fold says about pairs of inputs, as JSON in UTF-8.</summary>
public static class PairFile
{
    /// <summary>All pairs as bytes.</summary>
    public static byte[] Write(IEnumerable<OutputPairs> pairs) => JsonSerializer.SerializeToUtf8Bytes(pairs.ToArray(), WireJson.Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else, or damaged.</exception>
    public static IReadOnlyList<OutputPairs> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<OutputPairs[]>(bytes, WireJson.Options) is { } pairs && Array.TrueForAll(pairs, own => own is
            {
                Output: not null, Pairs: not null
            }) ? pairs : throw new InvalidDataException("The pairs are damaged. Compute them again.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The pairs are damaged. Compute them again.", e);
        }
    }
}

/// <summary>Pairs of inputs and what they do together to one output.</summary>
/// <param name="Output">Its name.</param>
/// <param name="Pairs">The strongest first.</param>
public sealed record OutputPairs(string Output, EquatableList<PairInteraction> Pairs);
