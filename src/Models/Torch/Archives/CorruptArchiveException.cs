namespace Orchestrator.Models.Torch.Archives;

/// <summary>A file is no archive of tensors, or not a whole one.</summary>
public sealed class CorruptArchiveException(string path, string reason, Exception? inner = null)
    : Exception($"{path} is damaged: {reason}", inner);
