using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Coordinator.Views;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Views;

/// <summary>What the page shows of an explanation that runs.</summary>
public sealed class ExplainedFiguresTests : IDisposable
{
    private static readonly SweepId Sweep = new("sample-1-explained-1");
    private readonly string root = Directory.CreateTempSubdirectory("explained-").FullName;
    private SweepState state = SweepState.Empty;

    public ExplainedFiguresTests()
    {
        Play(new PlanSweep(Sweep, Sample.Definition(folds: 2) with
        {
            Search = new("grid", 1),
            Space = ExplanationDefinition.Space([3], ["saliency"]),
            Explanation = new(new("sample-1"), [new(3, Configuration.Empty, 0.9)], Configuration.Empty),
        }, "fingerprint", DateTimeOffset.UnixEpoch));
        Play(new SuggestTrial(0, Configuration.Empty.With("trial", ParameterValue.Of("3")).With("method", ParameterValue.Of("saliency")),
            DateTimeOffset.UnixEpoch));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Answers_are_shown_as_they_come()
    {
        Refused(ExplanationFigureNames.Inputs).ShouldBe("No method has answered yet.");
        Answer(0);
        var figure = ExplainedFigures.Of(state, root, ExplanationFigureNames.Inputs);
        figure.Panels.ShouldHaveSingleItem().Y.Names.ShouldBe(["c", "a", "b"], "the most important stands on top");
        figure.Note.ShouldContain("1 network of");

        Answer(1);
        ExplainedFigures.Of(state, root, ExplanationFigureNames.Methods).Note.ShouldContain("2 networks of");
        Refused(ExplanationFigureNames.Positions).ShouldContain("they are not DNA");
    }

    [Fact]
    public void Without_answers_at_hand_it_says_who_has_them()
    {
        Should.Throw<UserError>(() => ExplainedFigures.Of(state, null, ExplanationFigureNames.Inputs)).Message
            .ShouldContain("'orchestrator explain sample-1' fetches them");
        Answer(0);
        File.WriteAllText(Path.Combine(ArtifactLayout.OfFold(root, Sweep, new(0, 0)), "attribution.bin"), "torn");
        Refused(ExplanationFigureNames.Inputs).ShouldContain("--again");
    }

    private string Refused(string name) => Should.Throw<UserError>(() => ExplainedFigures.Of(state, root, name)).Message;

    private void Answer(int fold)
    {
        var folder = Directory.CreateDirectory(ArtifactLayout.OfFold(root, Sweep, new(0, fold))).FullName;
        File.WriteAllBytes(Path.Combine(folder, "attribution.bin"), AttributionFile.Write(
            new("saliency", Configuration.Empty, 7, new(3, fold), [3], ["a", "b", "c"], ["y"], new(3, 1, [0.5f, 1, 0.1f]), null)
            {
                RowSet = "validation",
                Rows = 10,
            }));
        Play(new StartAttempt(new(0, fold), new("local", 0), DateTimeOffset.UnixEpoch));
        Play(new CompleteAttempt(state.Find(new(0, fold))!.Lease!.Id, new FoldResult(0.9, 1, 1, new Dictionary<string, double>(), 1),
            DateTimeOffset.UnixEpoch));
    }

    private void Play(SweepCommand command) => state = SweepDecider.Decide(state, command).Aggregate(state, SweepEvolution.Apply);
}
