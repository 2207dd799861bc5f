using Orchestrator.Cli.Export.TensorBoard;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Export;

/// <summary>The formats that files and folders are written in, by their names.</summary>
internal static class ExportFormats
{
    /// <summary>A folder of MLflow's, which can do without folds.</summary>
    public const string Mlflow = "mlflow";

    private static readonly Dictionary<string, Func<ExportedSweep, string, bool, Task>> Writers = new()
    {
        ["optuna"] = (sweep, file, _) => OptunaExport.WriteAsync(sweep, file),
        ["parquet"] = (sweep, folder, _) => ParquetExport.WriteAsync(sweep, Empty(folder)),
        ["tensorboard"] = (sweep, folder, _) => TensorBoardExport.WriteAsync(sweep, Empty(folder)),
        [Mlflow] = MlflowExport.WriteAsync,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Writers.Keys;

    /// <summary>Writes a sweep to a file or folder.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="withFolds">Whether <see cref="Mlflow"/> is given the folds as well.</param>
    /// <exception cref="UserError">Something else is there, or it cannot be written.</exception>
    public static async Task WriteAsync(string format, ExportedSweep sweep, string path, bool withFolds)
    {
        if (File.Exists(path))
        {
            throw Occupied(path, "a file is there already");
        }

        try
        {
            await Writers[format](sweep, path, withFolds);
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
