namespace Orchestrator.Models.Data.Caching;

/// <summary>A stretch of a flat file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Offset">First byte, a multiple of <see cref="FlatFile.Alignment"/>.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Check">CRC-32C of the bytes.</param>
internal sealed record FlatSection(string Name, long Offset, long Bytes, uint Check);
