using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>An exported sweep in Optuna itself.</summary>
public sealed class RealOptunaTests : IDisposable
{
    private const string Python = "/usr/bin/python3"; // of the system, as its package python3-optuna is

    private const string Program =
        """
        import json, sys, optuna
        study = optuna.load_study(study_name="splice-1", storage="sqlite:///" + sys.argv[1])
        trials = study.get_trials()
        told = {
            "direction": study.direction.name, "best": study.best_trial.number,
            "states": [t.state.name for t in trials], "values": [t.value for t in trials], "params": [t.params for t in trials],
            "steps": trials[1].intermediate_values, "reason": trials[2].user_attrs["reason"],
            "distributions": {k: str(v) for k, v in trials[0].distributions.items()}}
        trial = study.ask()
        trial.suggest_float("learning_rate", 1e-4, 1e-2, log=True)
        study.tell(trial, 0.99)
        told["after"] = [len(study.get_trials()), study.best_trial.number]
        print(json.dumps(told))
        """;

    // Which tables its own, empty storage has: to be compared with the ones that were exported.
    private const string Schema =
        """
        import sys, optuna
        optuna.create_study(storage="sqlite:///" + sys.argv[1], study_name="empty")
        print(optuna.__version__)
        """;

    private readonly ExportFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [SkippableFact]
    public async Task It_opens_reads_and_goes_on()
    {
        await SkipWithoutOptunaAsync();
        var file = await fixture.ExportAsync(Story.Whole(), "optuna");
        await AgeAsync(file);
        var told = JsonDocument.Parse(await RunAsync(Program, file)).RootElement;
        told.GetProperty("direction").GetString().ShouldBe("MAXIMIZE");
        told.GetProperty("best").GetInt32().ShouldBe(1);
        told.GetProperty("states").EnumerateArray().Select(state => state.GetString()).ShouldBe(["COMPLETE", "COMPLETE", "FAIL"]);
        told.GetProperty("values")[1].GetDouble().ShouldBe(0.94375, 1e-12);
        told.GetProperty("params")[1].GetProperty("pooling").GetString().ShouldBe("a,\"b\"");
        told.GetProperty("params")[1].GetProperty("filters").GetInt32().ShouldBe(20000);
        told.GetProperty("steps").GetProperty("3").GetDouble().ShouldBe(0.94375, 1e-12);
        told.GetProperty("distributions").GetProperty("filters").GetString()
            .ShouldBe("IntDistribution(high=65536, log=False, low=16, step=1)");
        told.GetProperty("reason").GetString()!.ShouldContain("The loss is NaN");
        told.GetProperty("after").EnumerateArray().Select(n => n.GetInt32()).ShouldBe([4, 3]);
    }

    [SkippableFact]
    public async Task Its_own_tables_have_the_same_columns()
    {
        await SkipWithoutOptunaAsync();
        var own = fixture.At("own.db");
        await RunAsync(Schema, own);
        var exported = await fixture.ExportAsync(Story.Whole(), "optuna");
        var tables = OptunaExportTests.Rows(own, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        OptunaExportTests.Rows(exported, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").ShouldBe(tables);
        foreach (var table in tables)
        {
            foreach (var part in new[]
            {
                $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY name",
                $"SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list('{table}')",
                $"""
                SELECT (SELECT group_concat(name) FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('{table}') i
                WHERE i."unique" ORDER BY columns
                """,
            })
            {
                OptunaExportTests.Rows(exported, part).ShouldBe(OptunaExportTests.Rows(own, part), table);
            }
        }
    }

    // Debian has 3.1, whose tables lack one index of 3.2's and which opens no others.
    private static async Task AgeAsync(string file)
    {
        if (Version.Parse(string.Join('.', (await RunAsync("import optuna; print(optuna.__version__)")).Trim().Split('.').Take(2)))
            >= new Version(3, 2))
        {
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(
            "DROP INDEX ix_trials_study_id; UPDATE alembic_version SET version_num = 'v3.0.0.d' WHERE version_num = 'v3.2.0.a'",
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task SkipWithoutOptunaAsync()
    {
        Skip.IfNot(File.Exists(Python), $"There is no {Python}.");
        using var probe = Process.Start(new ProcessStartInfo(Python, ["-c", "import optuna"]) { RedirectStandardError = true })!;
        await probe.StandardError.ReadToEndAsync();
        await probe.WaitForExitAsync();
        Skip.If(probe.ExitCode != 0, "Optuna is not installed: apt-get install python3-optuna.");
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-W", "ignore", "-c", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        python.ExitCode.ShouldBe(0, await errors);
        return output;
    }
}
