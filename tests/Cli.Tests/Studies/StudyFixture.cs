using Microsoft.Data.Sqlite;

namespace Orchestrator.Cli.Tests.Studies;

/// <summary>Studies as Optuna stores them: the tables of its schema 12 with the columns of version 3 and later, and the operations of its
/// journal, both with what a study of two floats, an int and a choice leaves there.</summary>
internal sealed class StudyFixture : IDisposable
{
    public const string Rate = """{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}""";
    public const string Dropout = """{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 0.5, "log": false}}""";
    public const string Units = """{"name": "IntDistribution", "attributes": {"log": false, "step": 8, "low": 8, "high": 64}}""";
    public const string Optimizer = """{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd", null, true, 3]}}""";

    private readonly string folder = Directory.CreateTempSubdirectory("study-").FullName;

    public string Database => At("study.db");

    public string Journal => At("journal.log");

    public string At(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Writes the database; in it the studies 'rates', maximized, and 'other', without a trial.</summary>
    public string WriteDatabase()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand($$"""
            CREATE TABLE version_info (version_info_id INTEGER PRIMARY KEY, schema_version INTEGER, library_version VARCHAR(256));
            CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512) NOT NULL);
            CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction VARCHAR(8) NOT NULL,
                study_id INTEGER NOT NULL, objective INTEGER NOT NULL);
            CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL,
                datetime_start DATETIME, datetime_complete DATETIME);
            CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT,
                distribution_json TEXT);
            CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL,
                value FLOAT, value_type VARCHAR(7) NOT NULL);
            INSERT INTO version_info VALUES (1, 12, '4.1.0');
            INSERT INTO studies VALUES (1, 'rates'), (2, 'other');
            INSERT INTO study_directions VALUES (1, 'MAXIMIZE', 1, 0), (2, 'MINIMIZE', 2, 0);
            INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL), (2, 1, 1, 'PRUNED', NULL, NULL), (3, 2, 1, 'COMPLETE', NULL, NULL),
                (4, 3, 1, 'FAIL', NULL, NULL), (5, 4, 1, 'COMPLETE', NULL, NULL), (6, 5, 1, 'WAITING', NULL, NULL);
            INSERT INTO trial_params VALUES (1, 1, 'learning_rate', 0.001, '{{Rate}}'), (2, 1, 'units', 32.0, '{{Units}}'),
                (3, 1, 'optimizer', 1.0, '{{Optimizer}}'), (4, 2, 'learning_rate', 0.1, '{{Rate}}'), (5, 2, 'units', 8.0, '{{Units}}'),
                (6, 3, 'learning_rate', 0.01, '{{Rate}}'), (7, 3, 'units', 64.0, '{{Units}}'), (8, 3, 'optimizer', 0.0, '{{Optimizer}}'),
                (9, 3, 'dropout', 0.30000000000000004, '{{Dropout}}'), (10, 5, 'learning_rate', 0.05, '{{Rate}}');
            INSERT INTO trial_values VALUES (1, 1, 0, 0.91, 'FINITE'), (2, 3, 0, 0.95, 'FINITE'), (3, 5, 0, NULL, 'INF_NEG');
            """, connection);
        command.ExecuteNonQuery();
        return Database;
    }

    /// <summary>Writes the journal; in it the study 'lr-search', minimized, one that was deleted, and a half-written last line.</summary>
    public string WriteJournal()
    {
        static string Quoted(string json) => System.Text.Json.JsonSerializer.Serialize(json);
        File.WriteAllText(Journal, $$"""
            {"op_code": 0, "worker_id": "w", "study_name": "gone", "directions": [1]}
            {"op_code": 0, "worker_id": "w", "study_name": "lr-search", "directions": [1]}
            {"op_code": 0, "worker_id": "v", "study_name": "lr-search", "directions": [2]}
            {"op_code": 4, "worker_id": "w", "study_id": 0, "datetime_start": "2026-01-01T00:00:00.000000"}
            {"op_code": 1, "worker_id": "w", "study_id": 0}
            {"op_code": 2, "worker_id": "w", "study_id": 1, "user_attr": {"note": "op_code: 5"} }
            {"op_code": 4, "worker_id": "w", "study_id": 1, "datetime_start": "2026-01-01T00:00:00.000000"}
            {"op_code": 5, "worker_id": "w", "trial_id": 1, "param_name": "learning_rate", "param_value_internal": 0.01, "distribution": {{Quoted(Rate)}} }
            {"op_code": 7, "worker_id": "w", "trial_id": 1, "step": 1, "intermediate_value": NaN}
            {"op_code": 6, "worker_id": "w", "trial_id": 1, "state": 1, "values": [0.25], "datetime_complete": "2026-01-01T00:01:00.000000"}
            {"op_code": 6, "worker_id": "w", "trial_id": 1, "state": 3, "values": [9.0], "datetime_complete": "2026-01-01T00:01:00.000000"}
            {"op_code": 4, "worker_id": "w", "study_id": 1, "datetime_start": null, "state": 1, "value": Infinity, "values": null, "distributions": {"learning_rate": {{Quoted(Rate)}} }, "params": {"learning_rate": 0.1}, "user_attrs": {}, "system_attrs": {}, "intermediate_values": {} }
            {"op_code": 4, "worker_id": "w", "study_id": 1, "datetime_start": null, "state": 1, "value": 0.125, "values": null, "distributions": {"learning_rate": {{Quoted(Rate)}} }, "params": {"learning_rate": 0.002}, "user_attrs": {}, "system_attrs": {}, "intermediate_values": {} }
            {"op_code": 4, "worker_id": "w", "stu
            """);
        return Journal;
    }
}
