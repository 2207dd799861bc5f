using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Interpretation.Attributions;

/// <summary>
/// An attribution as bytes: 8 of a signature, 32 of a SHA-256 over the rest, then, compressed by Brotli, the length of a JSON header
/// (int32), the header, the numbers of the inputs that were scored where not all were (int32 each), the scores and the directions (float32
/// each), little-endian. The same attribution is the same bytes.
/// </summary>
public static class AttributionFile
{
    private const int HashLength = 32, LongestHeader = 1 << 28;

    private static ReadOnlySpan<byte> Signature => "OATTRIB1"u8;

    private static ReadOnlySpan<byte> SeveralSignature => "OATTRIBS"u8;

    /// <summary>Several attributions as bytes: 8 of a signature, then of each its length (int32) and itself.</summary>
    public static byte[] WriteAll(IEnumerable<Attribution> attributions)
    {
        using var all = new MemoryStream();
        all.Write(SeveralSignature);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var attribution in attributions)
        {
            var own = Write(attribution);
            BinaryPrimitives.WriteInt32LittleEndian(length, own.Length);
            all.Write(length);
            all.Write(own);
        }

        return all.ToArray();
    }

    /// <summary>Reads what <see cref="WriteAll"/> or <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else, or damaged.</exception>
    public static IReadOnlyList<Attribution> ReadAll(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(SeveralSignature))
        {
            return [Read(bytes)];
        }

        var all = new List<Attribution>();
        for (var rest = bytes[SeveralSignature.Length..]; !rest.IsEmpty;)
        {
            var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length < 0 || length > rest.Length - sizeof(int))
            {
                throw new InvalidDataException("The attributions are damaged: the file ends before the last of them. Compute them again.");
            }

            all.Add(Read(rest.Slice(sizeof(int), length)));
            rest = rest[(sizeof(int) + length)..];
        }

        return all;
    }

    /// <summary>What <see cref="Read"/> reads.</summary>
    public static byte[] Write(Attribution attribution)
    {
        var (scores, direction) = (attribution.Scores, attribution.Direction);
        var header = new Header(attribution.Method, attribution.Options, attribution.Seed, attribution.Fold, attribution.InputShape,
            attribution.FeatureNames?.ToEquatableList(), attribution.Outputs, attribution.RowSet, attribution.Rows, attribution.Screening,
            new SortedDictionary<string, double>(attribution.Diagnostics.ToDictionary(), StringComparer.Ordinal), attribution.Remarks,
            attribution.OfDna, attribution.Refusal, scores.Inputs, scores.Scored is null ? null : scores.Count, direction is not null);
        using var content = new MemoryStream();
        using (var compressed = new BrotliStream(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(header, WireJson.Options);
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
            compressed.Write(length);
            compressed.Write(json);
            compressed.Write(MemoryMarshal.AsBytes<int>([.. scores.Scored ?? []]));
            compressed.Write(MemoryMarshal.AsBytes<float>(scores.Values));
            compressed.Write(MemoryMarshal.AsBytes<float>(direction?.Values ?? []));
        }

        var body = content.ToArray();
        return [.. Signature, .. SHA256.HashData(body), .. body];
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else, or damaged.</exception>
    public static Attribution Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Signature.Length + HashLength || !bytes.StartsWith(Signature))
        {
            throw new InvalidDataException("This is no attribution: it does not begin as one.");
        }

        var body = bytes[(Signature.Length + HashLength)..];
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes.Slice(Signature.Length, HashLength)))
        {
            throw new InvalidDataException("The attribution is damaged: it is not what its checksum says. Compute it again.");
        }

        try
        {
            using var content = new BrotliStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
            return ReadContent(content);
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"The attribution cannot be read: {e.Message}", e);
        }
    }

    private static Attribution ReadContent(Stream content)
    {
        var length = Numbers<int>(content, 1)[0];
        if (length is < 0 or > LongestHeader)
        {
            throw new InvalidDataException($"The attribution's header would be {length} bytes long.");
        }

        var header = JsonSerializer.Deserialize<Header>(Numbers<byte>(content, length), WireJson.Options)
            is { Method: not null, Options: not null, InputShape: not null, Outputs: not null, RowSet: not null } complete
                ? complete
                : throw new InvalidDataException("The attribution's header is incomplete.");
        var scored = header.Scored is { } count ? Numbers<int>(content, count) : null;
        var values = (scored?.Length ?? header.Inputs) * header.Outputs.Count;
        var scores = new ScoreMatrix(header.Inputs, header.Outputs.Count, Numbers<float>(content, values), scored);
        var direction = header.Directed
            ? new ScoreMatrix(header.Inputs, header.Outputs.Count, Numbers<float>(content, values), scored)
            : null;
        return new(header.Method, header.Options, header.Seed, header.Fold, header.InputShape, header.FeatureNames, header.Outputs, scores,
            direction)
        {
            RowSet = header.RowSet,
            Rows = header.Rows,
            Screening = header.Screening,
            Diagnostics = header.Diagnostics,
            Remarks = header.Remarks,
            OfDna = header.OfDna,
            Refusal = header.Refusal,
        };
    }

    private static T[] Numbers<T>(Stream content, int count) where T : unmanaged
    {
        var numbers = new T[count];
        content.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private sealed record Header(
        string Method, Configuration Options, ulong Seed, FoldId Fold, EquatableList<int> InputShape, EquatableList<string>? FeatureNames,
        EquatableList<string> Outputs, string RowSet, int Rows, Screening? Screening, SortedDictionary<string, double> Diagnostics,
        EquatableList<string> Remarks, bool OfDna, string? Refusal, int Inputs, int? Scored, bool Directed);
}
