namespace Orchestrator.Sdk;

/// <summary>Decides after every epoch whether a trial is worth going on with.</summary>
/// <remarks>A public class with a public constructor without parameters; it is a function of the request. It runs where the sweep is
/// coordinated, which waits for it. What has diverged is stopped without it.</remarks>
public interface IPruner
{
    /// <summary>What a sweep file calls it: <c>search: { pruner: NAME }</c>.</summary>
    string Name { get; }

    /// <summary>One line about it.</summary>
    string Summary { get; }

    /// <summary>Why the trial is to be stopped, for people, with the figures that decided; null = it goes on.</summary>
    string? Objection(PrunerRequest request);
}

/// <summary>All that a pruner may look at.</summary>
/// <param name="Current">The fold in question; its last epoch has just been measured, and its losses are finite.</param>
/// <param name="Others">Other curves that may be compared, in any order: those of earlier trials that have ended.</param>
/// <param name="Epochs">Most epochs of a fold.</param>
public sealed record PrunerRequest(LossCurve Current, IReadOnlyList<LossCurve> Others, int Epochs)
{
    /// <summary>Other trials' curves on the same fold.</summary>
    public IEnumerable<LossCurve> Rivals => Others.Where(other => other.Fold == Current.Fold && other.Trial != Current.Trial);
}

/// <summary>How the training of one fold of one trial has gone.</summary>
/// <param name="Trial">Number of the trial, from 0.</param>
/// <param name="Fold">Index of the fold, from 0.</param>
/// <param name="Losses">The objective after each epoch from the first; smaller is better, whatever its direction.</param>
/// <param name="Completed">Whether it has ended as planned.</param>
public sealed record LossCurve(int Trial, int Fold, IReadOnlyList<double> Losses, bool Completed);
