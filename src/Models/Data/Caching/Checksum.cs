using System.Buffers.Binary;
using System.Numerics;

namespace Orchestrator.Models.Data.Caching;

/// <summary>CRC-32C (Castagnoli), which processors compute in hardware at the speed of memory.</summary>
internal static class Checksum
{
    /// <summary>The check of bytes that follow others.</summary>
    /// <param name="check">Of what comes before; 0 = nothing.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Append(uint check, ReadOnlySpan<byte> bytes)
    {
        var crc = ~check;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var last in bytes)
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return ~crc;
    }
}
