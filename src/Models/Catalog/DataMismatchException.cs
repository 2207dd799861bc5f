namespace Orchestrator.Models.Catalog;

/// <summary>A model cannot be trained on the data of the sweep. The message says what it takes and what it was given.</summary>
public sealed class DataMismatchException(string message) : Exception(message);
