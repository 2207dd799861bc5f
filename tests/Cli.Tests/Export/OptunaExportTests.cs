using Microsoft.Data.Sqlite;
using Orchestrator.Cli.Export;
using Orchestrator.Cli.Studies;
using Orchestrator.Cli.Studies.Optuna;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Tests.Export;

/// <summary><c>export --format optuna</c>: what the file holds, and that it comes back whole.</summary>
public sealed class OptunaExportTests : IDisposable
{
    private readonly ExportFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task All_trials_and_distributions_come_back()
    {
        var story = Story.Whole();
        var study = OptunaDatabase.Read(await fixture.ExportAsync(story, "optuna")).ShouldHaveSingleItem();
        (study.Name, study.Maximize.Single()).ShouldBe(("splice-1", true));
        study.Trials.Select(trial => trial.State).ShouldBe([StudyState.Complete, StudyState.Complete, StudyState.Fail]);
        study.Trials.Select(trial => trial.Values).ShouldBe([[story.State.Trials[0].Mean!.Value], [story.State.Trials[1].Mean!.Value], []]);
        foreach (var (trial, told) in study.Trials.Zip(story.State.Trials))
        {
            trial.Settings.Select(s => new Setting(s.Key, s.Value.Value)).ShouldBe(told.Configuration.Settings);
        }

        study.Space(_ => { }).ShouldBe(story.State.Definition.Space.Parameters);
    }

    [Fact]
    public async Task Each_objective_has_a_direction_and_a_value()
    {
        var study = OptunaDatabase.Read(await fixture.ExportAsync(Story.TwoGoals(), "optuna")).ShouldHaveSingleItem();
        study.Maximize.ShouldBe([true, false]);
        study.Trials[1].Values.ShouldBe([0.8, 23_456_789]);
    }

    [Fact]
    public async Task Epochs_folds_and_reasons_are_told()
    {
        var story = Story.Whole();
        story.Measurements.Add(story.Measurements[^1] with { Epoch = 5, Value = double.NaN });
        var file = await fixture.ExportAsync(story, "optuna");
        Rows(file, """
            SELECT step, intermediate_value, intermediate_value_type FROM trial_intermediate_values WHERE trial_id = 2 ORDER BY step
            """).ShouldBe(
            [
                "1|0.74375|FINITE", "2|0.84375|FINITE", "3|0.94375|FINITE", "4|0.84375|FINITE", "5||NAN",
            ]);
        Rows(file, "SELECT value_json FROM trial_user_attributes WHERE trial_id = 2 AND key = 'folds'").ShouldBe(["[0.95,0.9375]"]);
        Rows(file, "SELECT value_json FROM trial_user_attributes WHERE trial_id = 3 AND key = 'reason'")
            .ShouldHaveSingleItem().ShouldContain("The loss is NaN in epoch 2.");
        Rows(file, "SELECT value_json FROM trial_user_attributes WHERE trial_id = 2 AND key = 'test'").ShouldBe(["0.9512"]);
        Rows(file, "SELECT datetime_start, datetime_complete FROM trials WHERE trial_id = 1")
            .ShouldBe(["2026-01-01 06:02:00.000000|2026-01-01 06:05:00.000000"]);
        Rows(file, "PRAGMA foreign_key_check").ShouldBeEmpty();
        Rows(file, "PRAGMA integrity_check").ShouldBe(["ok"]);
    }

    [Theory]
    [InlineData(WorkStatus.Waiting, "WAITING")]
    [InlineData(WorkStatus.Pruned, "PRUNED")]
    public async Task A_trial_without_a_score_keeps_its_state(WorkStatus status, string state)
    {
        var story = Story.Begin();
        story.Suggest(0.001, 64, "max");
        var file = fixture.At("unfinished");
        var trials = story.State.Trials.SetItem(0, story.State.Trials[0] with { Status = status });
        await OptunaExport.WriteAsync(new ExportedSweep(Measured.By(_ => []), story.State with { Trials = trials }), file);
        Rows(file, "SELECT state, datetime_complete FROM trials").ShouldBe([$"{state}|"]);
        Rows(file, "SELECT COUNT(*) FROM trial_values").ShouldBe(["0"]);
    }

    [Fact]
    public void Ranges_end_on_a_step_and_choices_are_numbered()
    {
        OptunaDistributionText.Of(new IntParameter("units", 8, 30, Step: 8))
            .ShouldBe("""{"name":"IntDistribution","attributes":{"log":false,"step":8,"low":8,"high":24}}""");
        OptunaDistributionText.Of(new FloatParameter("dropout", 0, 0.35, Step: 0.1))
            .ShouldBe("""{"name":"FloatDistribution","attributes":{"step":0.1,"low":0,"high":0.30000000000000004,"log":false}}""");
        OptunaDistributionText.Of(new FloatParameter("dropout", 0, 0.3, Step: 0.1)).ShouldContain("\"high\":0.3,");
        OptunaDistributionText.Kept(new CategoricalParameter("pooling", ["max", "mean"]), ParameterValue.Of("mean")).ShouldBe(1);
    }

    internal static List<string> Rows(string file, string query)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = new SqliteCommand(query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(place => FormattableString.Invariant($"{reader[place]}"));
            rows.Add(string.Join('|', cells));
        }

        return rows;
    }
}
