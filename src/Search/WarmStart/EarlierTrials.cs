using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.WarmStart;

/// <summary>Carries the trials of an earlier sweep over to a space that has changed since.</summary>
/// <remarks>
/// A parameter that the new space lacks is dropped. A value off the new steps is moved to the nearest step. A trial is dropped when a
/// value lies outside the new range, when its choice is gone, when the new space has a parameter whose value nobody knows, or when it
/// breaks a constraint.
/// </remarks>
public static class EarlierTrials
{
    /// <summary>The trials in the new space, and what happened to the others.</summary>
    public static Mapping Map(SearchSpace space, IEnumerable<Observation> earlier)
    {
        var kept = new List<Observation>();
        var notes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var trial in earlier)
        {
            var found = new List<string>();
            if (Map(space, trial.Configuration, found) is { } configuration)
            {
                if (space.Violated(configuration) is { } violated)
                {
                    found.Add($"trial dropped: it breaks the constraint '{violated}'");
                }
                else
                {
                    kept.Add(trial with { Trial = kept.Count, Configuration = configuration });
                }
            }
            foreach (var note in found.Distinct())
            {
                notes[note] = notes.GetValueOrDefault(note) + 1;
            }
        }

        return new(kept, [.. notes.Select(note => $"{note.Key} ({Words.Count(note.Value, "trial")})")]);
    }

    /// <summary>The configuration in the new space; null, and the reason among the notes, when it has no place there.</summary>
    private static Configuration? Map(SearchSpace space, Configuration old, List<string> notes)
    {
        var mapped = Configuration.Empty;
        foreach (var parameter in space.Parameters)
        {
            if (!SearchSpace.IsActive(parameter, mapped))
            {
                continue;
            }

            if (!old.TryGet(parameter.Name, out var value))
            {
                notes.Add($"trial dropped: no value of the new parameter '{parameter.Name}'");
                return null;
            }

            if (!parameter.Contains(value))
            {
                if (Nearest(parameter, value) is not { } nearest)
                {
                    notes.Add($"trial dropped: '{parameter.Name}' is outside its new range");
                    return null;
                }

                notes.Add($"'{parameter.Name}' moved to the nearest step");
                value = nearest;
            }

            mapped = mapped.With(parameter.Name, value);
        }

        foreach (var setting in old.Settings)
        {
            if (!mapped.TryGet(setting.Name, out _))
            {
                notes.Add($"'{setting.Name}' left out: it no longer exists there");
            }
        }

        return mapped;
    }

    /// <summary>The nearest allowed value of a number inside the range.</summary>
    private static ParameterValue? Nearest(Parameter parameter, ParameterValue value)
    {
        var (low, high) = parameter switch
        {
            FloatParameter real => (real.Low, real.High),
            IntParameter integer => ((double)integer.Low, (double)integer.High),
            _ => (double.NaN, double.NaN),
        };
        if (value.IsText || !(value.Number >= low && value.Number <= high))
        {
            return null;
        }

        var axis = Axis.Of(parameter);
        return axis.Decode(axis.Encode(value));
    }
}

/// <summary>What an earlier sweep's trials are worth in a new space.</summary>
/// <param name="Observations">Trials that have a place in the new space, numbered from 0 in their old order.</param>
/// <param name="Notes">For people: what was dropped, cut off or filled in, and in how many trials; empty = nothing.</param>
public sealed record Mapping(IReadOnlyList<Observation> Observations, IReadOnlyList<string> Notes);
