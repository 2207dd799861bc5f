namespace Orchestrator.Search.Pruners;

/// <summary>
/// Asynchronous successive halving: at rungs of r, r eta, r eta^2, ... epochs a trial goes on if it is in the best 1 / eta of all trials
/// that have reached the rung on the same fold.
/// </summary>
/// <remarks>
/// Li et al., "A system for massively parallel hyperparameter tuning" (ASHA), arXiv 1810.05934, without pausing: as in Optuna the best of
/// fewer than eta trials goes on.
/// </remarks>
public sealed class HalvingPruner : Pruner
{
    private readonly int reduction;

    /// <param name="firstRung">Epochs of the first rung, at least 1.</param>
    /// <param name="reduction">eta, at least 2.</param>
    public HalvingPruner(int firstRung, int reduction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstRung, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 2);
        (FirstRung, this.reduction) = (firstRung, reduction);
    }

    /// <summary>Epochs of the first rung.</summary>
    public int FirstRung { get; }

    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request)
    {
        var epoch = request.Current.Epochs;
        if (!IsRung(epoch))
        {
            return Verdict.Continue;
        }

        var loss = request.Current.Losses[^1];
        var rivals = request.Rivals.Select(rival => rival.At(epoch)).OfType<double>();
        var losses = rivals.Select(rival => double.IsFinite(rival) ? rival : double.PositiveInfinity).Append(loss).Order().ToList();
        var limit = losses[Math.Max(0, losses.Count / reduction - 1)];
        return loss > limit
            ? Verdict.Prune(
                $"{request.Words.Metric} {request.Words.Of(loss)} at the rung of {epoch} epochs is {request.Words.Beyond} "
                    + $"{request.Words.Of(limit)}, the limit of the best 1/{reduction} of "
                    + $"{losses.Count} trials on fold {request.Current.Fold}")
            : Verdict.Continue;
    }

    private bool IsRung(int epoch)
    {
        var rung = (long)FirstRung;
        while (rung < epoch)
        {
            rung *= reduction;
        }

        return rung == epoch;
    }
}
