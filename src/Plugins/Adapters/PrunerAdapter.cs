using Orchestrator.Sdk;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Plugins.Adapters;

/// <summary>A plug-in's pruner as one of the registry.</summary>
/// <param name="pruner">The plug-in's.</param>
/// <param name="who">Pruner and plug-in, for messages.</param>
/// <param name="epochs">Most epochs of a fold.</param>
internal sealed class PrunerAdapter(Sdk.IPruner pruner, string who, int epochs) : Pruner
{
    /// <exception cref="PluginFailedException">It threw, or has not answered in time.</exception>
    protected override Verdict JudgeFinite(PruningRequest request) =>
        TimeLimit.Ask(who, TimeLimit.OfVerdict, () => pruner.Objection(
            new PrunerRequest(CurveOf(request.Current), [.. request.Others.Select(CurveOf)], epochs))) is { } reason
            ? Verdict.Prune(reason) : Verdict.Continue;

    private static LossCurve CurveOf(FoldCurve curve) => new(curve.Trial, curve.Fold, curve.Losses, curve.Completed);
}
