using Orchestrator.Plugins.Adapters;
using Orchestrator.Search;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Plugins.Tests;

/// <summary>A pruner of a plug-in.</summary>
public sealed class PrunerTests : PluginTest
{
    private const string Code = """
        public sealed class P : IPruner
        {
            public string Name => "own";
            public string Summary => "";
            public string? Objection(PrunerRequest request) => request.Current.Losses[^1] > request.Rivals.Min(rival => rival.Losses[^1])
                ? $"worse than the best of {request.Rivals.Count()}, of at most {request.Epochs} epochs" : null;
        }
        """;

    [Fact]
    public void Its_reason_is_the_verdict()
    {
        Load("demo", Code);
        var pruner = PrunerRegistry.Create("own", new PruningOptions { Epochs = 9 });
        Judge(pruner, 0.9).ShouldBe(Verdict.Prune("worse than the best of 2, of at most 9 epochs"));
        Judge(pruner, 0.1).ShouldBe(Verdict.Continue);
        Judge(pruner, double.NaN).Prunes.ShouldBeTrue(); // without asking it
    }

    [Fact]
    public void What_it_throws_names_it()
    {
        Load("demo", Code);
        var pruner = PrunerRegistry.Create("own", new PruningOptions());
        Should.Throw<PluginFailedException>(() => pruner.Judge(new PruningRequest(new FoldCurve(3, 0, [0.5]), []))).Message
            .ShouldStartWith("The pruner 'own' of the plug-in demo failed: InvalidOperationException:");
    }

    private static Verdict Judge(IPruner pruner, double loss) => pruner.Judge(new PruningRequest(
        new FoldCurve(3, 0, [loss]), [new FoldCurve(0, 0, [0.2], true), new FoldCurve(1, 0, [0.4], true), new FoldCurve(1, 1, [0], true)]));
}
