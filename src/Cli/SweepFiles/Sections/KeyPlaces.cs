namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>Knows which section a key belongs to, for those who remember the key and not the section.</summary>
internal static class KeyPlaces
{
    private static readonly (string Place, string[] Keys)[] Places =
    [
        ("at the top of the file", SweepFile.Keys),
        ("in 'data'", DataSection.Keys),
        ("in 'model'", ModelSection.Keys),
        ("in 'search'", SearchSection.Keys),
        ("in a parameter of 'space'", ParameterSection.Keys),
        ("in 'cross_validation'", CrossValidationSection.Keys),
        ("in 'objective', or an item of 'objectives'", ObjectiveSection.Keys),
        ("in 'stopping'", StoppingSection.Keys),
        ("in 'resources'", ResourcesSection.Keys),
    ];

    /// <summary>"'trials' belongs in 'search'."; null when the key belongs nowhere, or to several.</summary>
    public static string? Advice(string key) =>
        Places.Where(p => p.Keys.Contains(key)).ToArray() is [var only] ? $"'{key}' belongs {only.Place}." : null;
}
