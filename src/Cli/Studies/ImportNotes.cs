using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies;

/// <summary>Collects what of a file does not map, and what does.</summary>
internal sealed class ImportNotes
{
    private readonly List<ImportNote> found = [];
    private readonly List<Parameter> space = [];

    /// <summary>What did not map, in the order of the file.</summary>
    public IReadOnlyList<ImportNote> Found => [.. found.OrderBy(note => note.Line ?? int.MaxValue)];

    /// <summary>What is searched.</summary>
    public IReadOnlyList<Parameter> Space => space;

    /// <summary>What does not vary.</summary>
    public Configuration Fixed { get; private set; } = Configuration.Empty;

    /// <summary>Says what did not map.</summary>
    public void Add(YamlNode? where, string text) => found.Add(new ImportNote(where?.Line, text));

    /// <summary>A hyper-parameter that does not vary.</summary>
    public void Fix(YamlNode where, string name, ParameterValue value)
    {
        if (IsNew(where, name))
        {
            Fixed = Fixed.With(name, value);
        }
    }

    /// <summary>A hyper-parameter that is searched, unless its range holds nothing.</summary>
    public void Search(YamlNode where, Parameter parameter)
    {
        var complaint = parameter switch
        {
            FloatParameter real when !double.IsFinite(real.Low) || !double.IsFinite(real.High) => "it has no finite bounds",
            FloatParameter { Log: true, Low: <= 0 } => "a logarithmic scale begins above 0",
            IntParameter { Log: true, Low: < 1 } => "a logarithmic scale begins at 1 or above",
            FloatParameter real when real.Low > real.High => "its lower bound lies above its upper one",
            IntParameter whole when whole.Low > whole.High => "its lower bound lies above its upper one",
            CategoricalParameter { Choices.Count: 0 } => "it has no choices",
            _ => null,
        };
        if (complaint is not null)
        {
            Add(where, $"'{parameter.Name}' is left out: {complaint}");
        }
        else if (IsNew(where, parameter.Name))
        {
            space.Add(Stepped(parameter));
        }
    }

    /// <summary>Takes a hyper-parameter back; false = there is none of that name.</summary>
    public bool Remove(string name)
    {
        var left = Fixed.Settings.Where(setting => setting.Name != name).ToEquatableList();
        var removed = space.RemoveAll(parameter => parameter.Name == name) + Fixed.Count - left.Count;
        Fixed = new Configuration(left);
        return removed > 0;
    }

    // A step that is as long as the range, or longer, leaves its lower end.
    private static Parameter Stepped(Parameter parameter) => parameter switch
    {
        FloatParameter { Step: { } step } real when step > real.High - real.Low => real with { High = real.Low, Step = null },
        IntParameter whole when whole.Step > 1 && whole.Step > whole.High - whole.Low => whole with { High = whole.Low, Step = 1 },
        _ => parameter,
    };

    private bool IsNew(YamlNode where, string name)
    {
        if (space.All(parameter => parameter.Name != name) && !Fixed.TryGet(name, out _))
        {
            return true;
        }

        Add(where, $"'{name}' stands there twice; the first one counts");
        return false;
    }
}
