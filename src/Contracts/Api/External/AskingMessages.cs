using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api.External;

// What a client that trains in a loop of its own asks for, and what it is given.

/// <summary>The body of an ask: a client wants folds to train.</summary>
/// <param name="Worker">What the journal calls the client, such as <c>gpu7-4711</c>; null = <c>client</c>.</param>
/// <param name="Key">Names this ask: sent again with the same key while its attempts run, it is answered with the same; null = it is never
/// sent again.</param>
/// <param name="Count">At most so many folds, from 1 to 100.</param>
/// <param name="Wait">Seconds for which the answer may wait for a fold, from 0 to 30.</param>
public sealed record Asking(string? Worker = null, string? Key = null, int Count = 1, double Wait = 0)
{
    /// <summary>Most folds at once.</summary>
    public const int MostFolds = 100;

    /// <summary>Longest wait, in seconds.</summary>
    public const double LongestWait = 30;

    /// <summary>Longest name of a client, and longest key, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>The client where it does not say its name.</summary>
    public const string Anyone = "client";
}

/// <summary>The answer to an ask.</summary>
/// <param name="Suggestions">Each has to be told of, heartbeats at least; empty = nothing is to be trained now.</param>
/// <param name="Status">Where the sweep stands: when it has ended, nothing more will come.</param>
/// <param name="Reason">Why there is nothing, a sentence; null = there is something.</param>
public sealed record Asked(EquatableList<Suggestion> Suggestions, SweepStatus Status, string? Reason = null);

/// <summary>A fold to train, leased to the client.</summary>
/// <param name="Attempt">The lease: names this attempt in all that is told of it.</param>
/// <param name="Trial">Number of the trial, from 0.</param>
/// <param name="Fold">Which of its folds, from 0.</param>
/// <param name="Folds">How many folds each trial has; 1 = the sweep is not cross-validated.</param>
/// <param name="Parameters">Values by name, those that the sweep holds fixed included. Choices are texts, also those that spell
/// numbers.</param>
/// <param name="Epochs">Most epochs whose values may be told.</param>
/// <param name="Seed">From 0 to 2^31 - 1: of the trial and fold, the same in each attempt.</param>
/// <param name="SplitSeed">From 0 to 2^31 - 1: to split data into folds by, the same in all trials.</param>
/// <param name="LeaseSeconds">So long the attempt may go without a word before its fold is given to another client.</param>
public sealed record Suggestion(
    string Attempt, int Trial, int Fold, int Folds, IReadOnlyDictionary<string, ParameterValue> Parameters, int Epochs, int Seed,
    int SplitSeed, int LeaseSeconds);
