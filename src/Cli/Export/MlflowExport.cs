using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;
using YamlDotNet.Serialization;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep as an experiment in a folder of MLflow's file store: a run a trial, and below it a nested run a fold.</summary>
/// <remarks>
/// The layout is that of <c>mlflow/store/tracking/file_store.py</c>. Ids are derived from the sweep's, so that the same sweep is the same
/// experiment; a folder takes several sweeps.
/// </remarks>
internal sealed class MlflowExport
{
    private const int Local = 4; // as source of a run

    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    private readonly ExportedSweep sweep;
    private readonly bool withFolds;
    private readonly string experiment;
    private readonly string folder;

    private MlflowExport(ExportedSweep sweep, string store, bool withFolds)
    {
        (this.sweep, this.withFolds) = (sweep, withFolds);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{sweep.State.Id.Value} {sweep.State.StartedAt:O}"));
        experiment = (100_000_000_000_000_000 + (BitConverter.ToUInt64(hash) % 800_000_000_000_000_000)).ToString(
            CultureInfo.InvariantCulture);
        folder = Path.Combine(Path.GetFullPath(store), experiment);
    }

    private enum RunStatus
    {
        Running = 1,
        Scheduled = 2,
        Finished = 3,
        Failed = 4,
        Killed = 5,
    }

    /// <summary>Writes the experiment into a folder, which may hold others.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="store">The folder.</param>
    /// <param name="withFolds">Whether folds are runs as well. MLflow keeps a file a value and reads all of them for a table of runs: of a
    /// long sweep the trials alone are a third of the runs.</param>
    /// <exception cref="UserError">It holds this one.</exception>
    public static async Task WriteAsync(ExportedSweep sweep, string store, bool withFolds)
    {
        var export = new MlflowExport(sweep, store, withFolds);
        if (Directory.Exists(export.folder))
        {
            throw new UserError($"{store} holds the sweep '{sweep.State.Id}' already, as experiment {export.experiment}. Name another "
                + "folder, or delete that one.");
        }

        await export.WriteAsync();
    }

    private async Task WriteAsync()
    {
        var state = sweep.State;
        Directory.CreateDirectory(folder);
        WriteYaml(folder, new Dictionary<string, object?>
        {
            ["artifact_location"] = new Uri(folder).AbsoluteUri,
            ["creation_time"] = state.StartedAt.ToUnixTimeMilliseconds(),
            ["experiment_id"] = experiment,
            ["last_update_time"] = (state.EndedAt ?? state.StartedAt).ToUnixTimeMilliseconds(),
            ["lifecycle_stage"] = "active",
            ["name"] = state.Id.Value,
        });
        foreach (var trial in state.Trials)
        {
            var parent = WriteTrial(trial);
            if (withFolds)
            {
                var rows = await sweep.MeasurementsAsync(trial.Number);
                foreach (var fold in sweep.FoldsOf(trial))
                {
                    WriteFold(trial, fold, parent, LearningCurve.Of(fold, rows));
                }
            }
        }
    }

    private string WriteTrial(TrialState trial)
    {
        var state = sweep.State;
        var begun = ExportedSweep.Beginning(trial.Folds) ?? trial.SuggestedAt;
        var run = BeginRun($"trial-{trial.Number}", StatusOf(trial.Status), begun, trial.EndedAt);
        WriteSettings(run, state.Definition, trial.Configuration);
        var at = trial.EndedAt ?? begun;
        foreach (var (metric, score) in sweep.Metrics.Zip(trial.Scores))
        {
            Write(run, "metrics", metric, Line(at, score.Mean, 0));
            Write(run, "metrics", $"{metric}_std", Line(at, score.Deviation, 0));
        }

        if (trial.Number == state.Best && TestResult.Of(state) is { } test)
        {
            Write(run, "metrics", $"test/{state.Definition.Objective.Metric}", Line(at, test.Score, 0));
        }

        WriteReason(run, trial.Reason);
        return run;
    }

    private void WriteFold(TrialState trial, FoldState fold, string parent, IReadOnlyList<LearningCurve> curves)
    {
        var name = ExportedSweep.NameOf(fold.Id);
        var begun = ExportedSweep.Beginning([fold]) ?? trial.SuggestedAt;
        var run = BeginRun(fold.Id.IsRefit ? $"trial-{trial.Number}-refit" : $"trial-{trial.Number}-fold-{name}",
            StatusOf(fold.Status), begun, fold.Attempts.IsEmpty ? null : fold.Attempts[^1].EndedAt);
        WriteSettings(run, sweep.State.Definition, trial.Configuration);
        Write(run, "params", "fold", name);
        foreach (var curve in curves)
        {
            Write(run, "metrics", curve.Metric, string.Concat(curve.Points.Select(p => Line(p.At, p.Value, p.Epoch))));
        }

        // What a fold says of its best epoch and is no curve.
        foreach (var (metric, value) in fold.Result?.Metrics ?? new Dictionary<string, double>())
        {
            if (curves.All(curve => curve.Metric != metric))
            {
                Write(run, "metrics", metric, Line(fold.Attempts[^1].EndedAt ?? begun, value, fold.Result!.BestEpoch));
            }
        }

        Write(run, "tags", "mlflow.parentRunId", Path.GetFileName(parent));
        WriteReason(run, fold.Attempts.LastOrDefault(attempt => attempt.Reason is not null)?.Reason);
    }

    private string BeginRun(string name, RunStatus status, DateTimeOffset begun, DateTimeOffset? ended)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment} {name}"))[..16]);
        var run = Path.Combine(folder, id);
        Directory.CreateDirectory(run);
        WriteYaml(run, new Dictionary<string, object?>
        {
            ["artifact_uri"] = new Uri(Path.Combine(run, "artifacts")).AbsoluteUri,
            ["end_time"] = ended?.ToUnixTimeMilliseconds(),
            ["entry_point_name"] = "",
            ["experiment_id"] = experiment,
            ["lifecycle_stage"] = "active",
            ["run_id"] = id,
            ["run_name"] = name,
            ["run_uuid"] = id,
            ["source_name"] = "",
            ["source_type"] = Local,
            ["source_version"] = "",
            ["start_time"] = begun.ToUnixTimeMilliseconds(),
            ["status"] = (int)status,
            ["tags"] = Array.Empty<string>(),
            ["user_id"] = "orchestrator",
        });
        Write(run, "tags", "mlflow.runName", name);
        return run;
    }

    private static void WriteSettings(string run, SweepDefinition definition, Configuration configuration)
    {
        foreach (var setting in definition.Model.Fixed.Settings.Where(setting => !configuration.TryGet(setting.Name, out _))
            .Concat(configuration.Settings))
        {
            Write(run, "params", setting.Name, setting.Value.ToString());
        }
    }

    private static void WriteReason(string run, string? reason)
    {
        if (reason is not null)
        {
            Write(run, "tags", "orchestrator.reason", reason);
        }
    }

    // A slash in a key is a folder, as MLflow has it.
    private static void Write(string run, string part, string key, string content)
    {
        var file = Path.Combine(run, part, string.Concat(key.Select(c => char.IsLetterOrDigit(c) || "_-./ ".Contains(c) ? c : '_')));
        if (!Path.GetFullPath(file).StartsWith(Path.Combine(run, part) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new UserError($"MLflow cannot keep '{key}': its keys are names of files, without '..' and without '/' at an end.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private static void WriteYaml(string target, Dictionary<string, object?> fields) =>
        File.WriteAllText(Path.Combine(target, "meta.yaml"), Yaml.Serialize(fields));

    private static string Line(DateTimeOffset at, double value, int step) => string.Create(CultureInfo.InvariantCulture,
        $"{at.ToUnixTimeMilliseconds()} {Number(value)} {step}\n");

    // As Python reads them.
    private static string Number(double value) => double.IsNaN(value) ? "nan"
        : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static RunStatus StatusOf(WorkStatus status) => status switch
    {
        WorkStatus.Waiting => RunStatus.Scheduled,
        WorkStatus.Running => RunStatus.Running,
        WorkStatus.Completed => RunStatus.Finished,
        WorkStatus.Failed => RunStatus.Failed,
        _ => RunStatus.Killed,
    };
}
