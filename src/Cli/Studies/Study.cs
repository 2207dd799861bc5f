using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Studies;

/// <summary>What another program has tried, and what came of it.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Maximize">For each objective whether it is maximized; at least one; null = nothing says.</param>
/// <param name="Trials">In the order of their numbers.</param>
internal sealed record Study(string Name, IReadOnlyList<bool?> Maximize, IReadOnlyList<StudyTrial> Trials)
{
    /// <summary>The trials that have a finite value in every objective.</summary>
    public IReadOnlyList<StudyTrial> Completed =>
        [.. Trials.Where(t => t.State == StudyState.Complete && t.Values.Count == Maximize.Count && t.Values.All(double.IsFinite))];

    /// <summary>For people: how many trials, and which way was better.</summary>
    public string Summary => $"{Words.Count(Trials.Count, "trial")}, {Completed.Count} with a value, "
        + string.Join(" and ", Maximize.Select(maximize => maximize switch
        {
            true => "maximized",
            false => "minimized",
            null => "maximized or minimized",
        }));

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
internal sealed record StudyTrial(
    int Number, StudyState State, IReadOnlyList<double> Values, IReadOnlyDictionary<string, StudySetting> Settings);

/// <summary>A hyper-parameter of a trial.</summary>
/// <param name="Parameter">The range that the trial asked for.</param>
/// <param name="Value">What it got.</param>
internal sealed record StudySetting(Parameter Parameter, ParameterValue Value);

/// <summary>The states of Optuna's trials, with its numbers; those of other programs are as good as one of these.</summary>
internal enum StudyState
{
    Running = 0,
    Complete = 1,
    Pruned = 2,
    Fail = 3,
    Waiting = 4,
}
