using Orchestrator.Cli.Studies;
using Orchestrator.Cli.Studies.Optuna;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.Studies;

/// <summary>Studies of Optuna are read whole: all trials, and what each of them was allowed to try.</summary>
public sealed class OptunaTests : IDisposable
{
    private readonly StudyFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void A_database_gives_all_trials_and_distributions()
    {
        var study = ForeignFile.Find(fixture.WriteDatabase() + ":rates")!.Read().History!;
        study.Maximize.ShouldBe([true]);
        study.Trials.Select(trial => trial.State).ShouldBe(
            [StudyState.Complete, StudyState.Pruned, StudyState.Complete, StudyState.Fail, StudyState.Complete, StudyState.Waiting]);
        study.Trials[4].Values.ShouldBe([double.NegativeInfinity]);
        study.Completed.Select(trial => (trial.Number, trial.Values[0])).ShouldBe([(0, 0.91), (2, 0.95)]);
        study.Trials[0].Settings["optimizer"].Value.ShouldBe(ParameterValue.Of("sgd"));
        study.Trials[2].Settings["units"].Value.ShouldBe(ParameterValue.Of(64));
        var notes = new List<string>();
        study.Space(notes.Add).ShouldBe(
        [
            new FloatParameter("learning_rate", 1e-4, 0.1, Log: true), new IntParameter("units", 8, 64, Step: 8),
            new CategoricalParameter("optimizer", ["adam", "sgd", "none", "true", "3"]), new FloatParameter("dropout", 0, 0.5, Step: 0.1),
        ]);
        notes.Count.ShouldBe(3); // all but the learning rate are absent somewhere
        notes[0].ShouldStartWith("'units' is absent from 1 trial: say under which condition it exists");
    }

    [Fact]
    public void A_journal_is_replayed_as_Optuna_replays_it()
    {
        var study = ForeignFile.Find(fixture.WriteJournal())!.Read().History!;
        (study.Name, study.Maximize.Single()).ShouldBe(("lr-search", (bool?)false));
        study.Trials.Select(trial => trial.Values.Single()).ShouldBe([0.25, double.PositiveInfinity, 0.125]);
        study.Completed.Select(trial => trial.Settings["learning_rate"].Value.Number).ShouldBe([0.01, 0.002]);
    }

    [Fact]
    public void Ranges_that_changed_are_joined()
    {
        var wider = StudyFixture.Rate.Replace("0.1,", "0.5,", StringComparison.Ordinal);
        new Study("s", [(bool?)false],
        [
            new(0, StudyState.Running, [], Settings("x", StudyFixture.Rate)), new(1, StudyState.Running, [], Settings("x", wider)),
        ]).Space(_ => { }).ShouldBe([new FloatParameter("x", 1e-4, 0.5, Log: true)]);

        static Dictionary<string, StudySetting> Settings(string name, string distribution) =>
            new() { [name] = OptunaDistribution.Read(name, distribution, 0.01) };
    }

    [Theory]
    [InlineData("UniformDistribution", "{\"low\": 0.5, \"high\": 1}", "FloatParameter")]
    [InlineData("LogUniformDistribution", "{\"low\": 0.5, \"high\": 1}", "FloatParameter")]
    [InlineData("DiscreteUniformDistribution", "{\"low\": 0.5, \"high\": 1, \"q\": 0.5}", "FloatParameter")]
    [InlineData("IntUniformDistribution", "{\"low\": 1, \"high\": 9, \"step\": 2}", "IntParameter")]
    [InlineData("IntLogUniformDistribution", "{\"low\": 1, \"high\": 9, \"step\": 1}", "IntParameter")]
    public void Distributions_of_earlier_versions_are_read(string name, string attributes, string kind)
    {
        var read = OptunaDistribution.Read("x", $$"""{"name": "{{name}}", "attributes": {{attributes}}}""", 1);
        read.Parameter.GetType().Name.ShouldBe(kind);
        read.Parameter.Contains(read.Value).ShouldBeTrue();
    }

    [Fact]
    public void What_is_no_study_is_refused_with_the_reason()
    {
        Refused(fixture.WriteDatabase()).ShouldBe($"{fixture.Database} holds 2 studies; name one as {fixture.Database}:STUDY, of 'rates', "
            + "'other'.");
        Refused(fixture.Database + ":rate").ShouldBe($"{fixture.Database} holds no study 'rate', but 'rates', 'other'.");
        File.WriteAllText(fixture.At("notes.txt"), "hello\n");
        Refused(fixture.At("notes.txt")).ShouldBe($"{fixture.At("notes.txt")}: it is of no kind that is known. Read are W&B's sweep files; "
            + "Optuna's SQLite files and journals; Ray Tune's spaces as YAML or JSON, and its folders of trials; Keras Tuner's folders, "
            + "oracle.json and trial.json.");
        File.WriteAllText(fixture.At("middle.log"), "{\"op_code\": 0, \"study_name\": \"a\", \"directions\": [1]}\n{\"op_\n{}\n");
        Refused(fixture.At("middle.log")).ShouldContain("line 2 is no operation");
        File.WriteAllText(fixture.At("gone.log"), "{\"op_code\": 0, \"study_name\": \"a\", \"directions\": [1]}\n"
            + "{\"op_code\": 1, \"study_id\": 0}\n");
        Refused(fixture.At("gone.log")).ShouldEndWith("holds no study.");
        File.WriteAllText(fixture.At("empty.log"), "");
        Refused(fixture.At("empty.log")).ShouldStartWith($"{fixture.At("empty.log")}: ");
        File.WriteAllBytes(fixture.At("broken.db"), "SQLite format 3\0 and nothing else"u8.ToArray());
        Refused(fixture.At("broken.db")).ShouldStartWith(fixture.At("broken.db"));
        ForeignFile.Find(fixture.At("none.db")).ShouldBeNull();
    }

    private static string Refused(string name) => Should.Throw<UserError>(() => ForeignFile.Find(name)!.Read()).Message;
}
