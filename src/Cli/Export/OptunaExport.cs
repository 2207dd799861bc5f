using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep as a study in a SQLite file that Optuna's <c>RDBStorage</c> opens.</summary>
/// <remarks>
/// A trial's values are the means over its folds. With one objective the intermediate values are the means, over the folds that came so
/// far, of the objective's metric at each epoch. Single folds are user attributes.
/// </remarks>
internal sealed class OptunaExport : IDisposable
{
    private const int Study = 1;

    private readonly ExportedSweep sweep;
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> inserts = [];

    private OptunaExport(ExportedSweep sweep, string file)
    {
        this.sweep = sweep;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
    }

    private SweepState State => sweep.State;

    /// <summary>Writes the file, which must not be there. It has that name only once it is complete.</summary>
    public static async Task WriteAsync(ExportedSweep sweep, string file)
    {
        var unfinished = file + ".part";
        File.Delete(unfinished);
        using (var export = new OptunaExport(sweep, unfinished))
        {
            await export.WriteAsync();
        }

        File.Move(unfinished, file);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var insert in inserts.Values)
        {
            insert.Dispose();
        }

        connection.Dispose();
    }

    private async Task WriteAsync()
    {
        await using var transaction = connection.BeginTransaction();
        await using (var create = new SqliteCommand(OptunaSchema.Tables, connection, transaction))
        {
            await create.ExecuteNonQueryAsync();
        }

        WriteStudy();
        var spellings = State.Definition.Space.Parameters.ToDictionary(parameter => parameter.Name, OptunaDistributionText.Of);
        foreach (var trial in State.Trials)
        {
            WriteTrial(trial, spellings);
            if (!State.Definition.TradesOff)
            {
                WriteEpochs(trial, await sweep.MeasurementsAsync(trial.Number));
            }
        }

        await transaction.CommitAsync();
    }

    private void WriteStudy()
    {
        Insert("studies", ("study_id", Study), ("study_name", State.Id.Value));
        foreach (var (objective, place) in State.Definition.Objectives.Select((objective, place) => (objective, place)))
        {
            Insert("study_directions", ("study_id", Study), ("objective", place),
                ("direction", objective.Direction == Direction.Maximize ? "MAXIMIZE" : "MINIMIZE"));
        }

        Insert("study_system_attributes", ("study_id", Study), ("key", "study:metric_names"), ("value_json", Json(sweep.Metrics)));
        Insert("study_user_attributes", ("study_id", Study), ("key", "definition"), ("value_json", Json(State.Definition)));
    }

    private void WriteTrial(TrialState trial, Dictionary<string, string> spellings)
    {
        var id = IdOf(trial);
        Insert("trials", ("trial_id", id), ("number", trial.Number), ("study_id", Study), ("state", StateOf(trial.Status)),
            ("datetime_start", Time(trial.Status == WorkStatus.Waiting ? null : ExportedSweep.Beginning(trial.Folds) ?? trial.SuggestedAt)),
            ("datetime_complete", Time(trial.EndedAt)));
        foreach (var setting in trial.Configuration.Settings)
        {
            Insert("trial_params", ("trial_id", id), ("param_name", setting.Name),
                ("param_value", OptunaDistributionText.Kept(State.Definition.Space[setting.Name], setting.Value)),
                ("distribution_json", spellings[setting.Name]));
        }

        foreach (var (score, place) in trial.Scores.Select((score, place) => (score, place)))
        {
            Insert("trial_values", ("trial_id", id), ("objective", place), ("value", Finite(score.Mean)),
                ("value_type", TypeOf(score.Mean)));
        }

        WriteAttributes(id, trial);
    }

    private void WriteAttributes(int id, TrialState trial)
    {
        (string Name, object? Value)[] attributes =
        [
            ("folds", trial.Folds.Select(fold => fold.Result?.Score)),
            ("deviations", trial.Scores.Count == 0 ? null : trial.Scores.Select(score => score.Deviation)),
            ("attempts", trial.Folds.Sum(fold => fold.Attempts.Length)),
            ("train_seconds", trial.Folds.Sum(fold => fold.Result?.TrainSeconds ?? 0)),
            ("test", trial.Number == State.Best ? TestResult.Of(State)?.Score : null),
            ("parent", trial.Parent),
            ("reason", trial.Reason),
        ];
        foreach (var (name, value) in attributes.Where(attribute => attribute.Value is not null))
        {
            Insert("trial_user_attributes", ("trial_id", id), ("key", name), ("value_json", Json(value)));
        }
    }

    private void WriteEpochs(TrialState trial, IReadOnlyList<MeasurementRow> rows)
    {
        string[] names = [$"validation/{State.Definition.Objective.Metric}", State.Definition.Objective.Metric];
        var points = trial.Folds.SelectMany(fold => LearningCurve.Of(fold, rows).Where(curve => names.Contains(curve.Metric))
            .MinBy(curve => Array.IndexOf(names, curve.Metric))?.Points ?? []);
        foreach (var epoch in points.GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key))
        {
            var mean = epoch.Average(point => point.Value);
            Insert("trial_intermediate_values", ("trial_id", IdOf(trial)), ("step", epoch.Key), ("intermediate_value", Finite(mean)),
                ("intermediate_value_type", TypeOf(mean)));
        }
    }

    private void Insert(string table, params (string Column, object? Value)[] row)
    {
        if (!inserts.TryGetValue(table, out var insert))
        {
            var names = row.Select(cell => cell.Column);
            insert = inserts[table] = connection.CreateCommand(); // of the transaction that is open
            insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", names.Select(name => $"\"{name}\""))}) "
                + $"VALUES ({string.Join(", ", names.Select(name => $"${name}"))})";
            insert.Parameters.AddRange(names.Select(name => new SqliteParameter($"${name}", null)));
        }

        foreach (var (column, value) in row)
        {
            insert.Parameters[$"${column}"].Value = value ?? DBNull.Value;
        }

        insert.ExecuteNonQuery();
    }

    private static int IdOf(TrialState trial) => trial.Number + 1;

    private static string StateOf(WorkStatus status) => status switch
    {
        WorkStatus.Waiting => "WAITING",
        WorkStatus.Running => "RUNNING",
        WorkStatus.Completed => "COMPLETE",
        WorkStatus.Pruned => "PRUNED",
        WorkStatus.Failed => "FAIL",
        _ => throw new NotSupportedException($"{status}"),
    };

    // SQLite has no infinity and no NaN that SQLAlchemy reads: Optuna says so in a column of its own.
    private static object? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string TypeOf(double value) => double.IsNaN(value) ? "NAN"
        : double.IsPositiveInfinity(value) ? "INF_POS"
        : double.IsNegativeInfinity(value) ? "INF_NEG" : "FINITE";

    // As SQLAlchemy writes it, in UTC.
    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);
}
