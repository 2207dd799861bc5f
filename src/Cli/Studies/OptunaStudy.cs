using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Studies;

/// <summary>A study that Optuna has stored: what it searched, and its trials.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Maximize">For each objective whether it is maximized; at least one.</param>
/// <param name="Trials">In the order of their numbers.</param>
internal sealed record OptunaStudy(string Name, IReadOnlyList<bool> Maximize, IReadOnlyList<OptunaTrial> Trials)
{
    /// <summary>The trials that have a finite value in every objective.</summary>
    public IReadOnlyList<OptunaTrial> Completed =>
        [.. Trials.Where(t => t.State == OptunaState.Complete && t.Values.Count == Maximize.Count && t.Values.All(double.IsFinite))];

    /// <summary>What was searched, in the order in which the trials asked for it. Where one asked for another range than another did, the
    /// range that holds both.</summary>
    /// <param name="notes">Hears what a space cannot say.</param>
    public IReadOnlyList<Parameter> Space(Action<string> notes)
    {
        var space = new List<Parameter>();
        foreach (var parameter in Trials.SelectMany(t => t.Settings.Values).Select(setting => setting.Parameter))
        {
            var known = space.FindIndex(p => p.Name == parameter.Name);
            if (known < 0)
            {
                space.Add(parameter);
            }
            else if (space[known] != parameter)
            {
                if (ParameterUnion.Of(space[known], parameter) is { } union)
                {
                    space[known] = union;
                }
                else
                {
                    notes($"'{parameter.Name}' is of several kinds; the first one stands here");
                }
            }
        }

        foreach (var parameter in space)
        {
            var lacking = Trials.Count(t => t.Settings.Count > 0 && !t.Settings.ContainsKey(parameter.Name));
            if (lacking > 0)
            {
                notes($"'{parameter.Name}' is absent from {Words.Count(lacking, "trial")}: say under which condition it exists, with "
                    + "when: { OTHER: [VALUE] }");
            }
        }

        return space;
    }
}

/// <summary>A trial of a study.</summary>
/// <param name="Number">From 0.</param>
/// <param name="State">How far it came.</param>
/// <param name="Values">One an objective; fewer where it did not complete. May be infinite.</param>
/// <param name="Settings">Its hyper-parameters by name.</param>
internal sealed record OptunaTrial(
    int Number, OptunaState State, IReadOnlyList<double> Values, IReadOnlyDictionary<string, OptunaSetting> Settings);

/// <summary>A hyper-parameter of a trial.</summary>
/// <param name="Parameter">The range that the trial asked for.</param>
/// <param name="Value">What it got.</param>
internal sealed record OptunaSetting(Parameter Parameter, ParameterValue Value);

/// <summary>The states of Optuna's trials, with its numbers.</summary>
internal enum OptunaState
{
    Running = 0,
    Complete = 1,
    Pruned = 2,
    Fail = 3,
    Waiting = 4,
}
