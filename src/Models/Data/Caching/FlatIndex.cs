namespace Orchestrator.Models.Data.Caching;

/// <summary>The index of a flat file.</summary>
internal sealed record FlatIndex(FlatDescription Description, FlatSection[] Sections);
