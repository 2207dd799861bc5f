using System.Globalization;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Where an attempt keeps what its trainer is handed and writes. Goes when it is disposed of.</summary>
internal sealed class AttemptFolder : IDisposable
{
    private const string Prefix = "attempt-";

    /// <summary>Makes the folder. What earlier attempts of the fold have left, which were killed, is gone.</summary>
    public AttemptFolder(FoldAssignment assignment)
    {
        var fold = Directory.CreateDirectory(assignment.ArtifactFolder);
        foreach (var left in fold.EnumerateDirectories(Prefix + "*"))
        {
            Delete(left.FullName);
        }

        Path = System.IO.Path.Combine(fold.FullName, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{assignment.Attempt.Attempt}"));
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public void Dispose() => Delete(Path);

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The trial was given up, and its folder with it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{folder} stays: {e.Message}");
        }
    }
}
