using Orchestrator.Cli.Export.TensorBoard;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Export;

/// <summary>The formats that files and folders are written in, by their names.</summary>
internal static class ExportFormats
{
    private static readonly Dictionary<string, Func<ExportedSweep, string, Task>> Writers = new()
    {
        ["optuna"] = OptunaExport.WriteAsync,
        ["parquet"] = (sweep, folder) => ParquetExport.WriteAsync(sweep, Empty(folder)),
        ["tensorboard"] = (sweep, folder) => TensorBoardExport.WriteAsync(sweep, Empty(folder)),
        ["mlflow"] = MlflowExport.WriteAsync,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Writers.Keys;

    /// <summary>Writes a sweep to a file or folder.</summary>
    /// <exception cref="UserError">Something else is there, or it cannot be written.</exception>
    public static async Task WriteAsync(string format, ExportedSweep sweep, string path)
    {
        if (File.Exists(path))
        {
            throw Occupied(path, "a file is there already");
        }

        try
        {
            await Writers[format](sweep, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: {e.Message}");
        }
    }

    private static string Empty(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
        ? throw Occupied(folder, "the folder holds something")
        : folder;

    private static UserError Occupied(string path, string what) => new($"--out {path}: {what}. Name another place, or delete it.");
}
