using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Plugins.Loading;
using Orchestrator.Search;

namespace Orchestrator.Plugins;

/// <summary>The plug-ins of this process. What they offer stands in the registries of models, formats, samplers, pruners and metrics, as if
/// it were this program's own.</summary>
/// <remarks>Thread-safe. Code that was loaded once stays in memory; another build of the same plug-in is loaded beside it.</remarks>
public static class PluginRegistry
{
    private const string ThisProgram = "this program";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, LoadedPlugin> Loaded = [];
    private static volatile IReadOnlyList<LoadedPlugin> active = [];

    /// <summary>Those whose parts stand in the registries.</summary>
    public static IReadOnlyList<LoadedPlugin> Active => active;

    /// <summary>What definitions may say of them.</summary>
    public static IReadOnlyList<PluginWords> Words => [.. active.Select(plugin => plugin.Words)];

    /// <summary>Adds a plug-in to those that are there. One that is there already, with the same content, is left as it is.</summary>
    /// <param name="definition">What to load, and where it lies.</param>
    /// <exception cref="UserError">It is no plug-in, is built for another version, or has a name that something else has.</exception>
    public static LoadedPlugin Add(PluginDefinition definition)
    {
        lock (Gate)
        {
            if (active.FirstOrDefault(other => other.Definition.Name == definition.Name) is { } known)
            {
                return known.Definition.Content == definition.Content ? known
                    : throw new UserError($"There are two plug-ins called {definition.Name}, of different content: one in "
                        + $"{known.Definition.Folder}, one in {definition.Folder}. Leave one of them out, or rename its assembly.");
            }

            var added = Load(definition);
            Install([.. active, added]);
            return added;
        }
    }

    /// <summary>Has these plug-ins in the registries and no others: those of the fold that is trained next.</summary>
    /// <param name="definitions">What to load, and where it lies.</param>
    /// <exception cref="UserError">See <see cref="Add"/>.</exception>
    public static void Use(IReadOnlyList<PluginDefinition> definitions)
    {
        lock (Gate)
        {
            if (!active.Select(plugin => KeyOf(plugin.Definition)).SequenceEqual(definitions.Select(KeyOf)))
            {
                Install([.. definitions.Select(Load)]);
            }
        }
    }

    /// <summary>The plug-ins that a sweep names, and those that it uses without naming them.</summary>
    public static IReadOnlyList<PluginDefinition> UsedBy(SweepDefinition definition) =>
    [
        .. definition.Plugins ?? [],
        .. active.Where(plugin => plugin.Words.IsUsedBy(definition)).Select(plugin => plugin.Definition)
            .Where(own => definition.Plugins?.Any(named => named.Name == own.Name) is not true),
    ];

    /// <summary>Which plug-in of a sweep is not loaded, or with another content, in a sentence; null = all are.</summary>
    public static string? Missing(SweepDefinition definition) =>
        (definition.Plugins ?? []).FirstOrDefault(plugin => !active.Any(own => KeyOf(own.Definition) == KeyOf(plugin))) is { } missing
            ? $"It uses the plug-in {missing}, which this coordinator does not have with that content: add its folder to '--plugins'."
            : null;

    private static string KeyOf(PluginDefinition definition) => $"{definition.Name} {definition.Content}";

    private static LoadedPlugin Load(PluginDefinition definition) =>
        Loaded.TryGetValue(KeyOf(definition), out var known) ? known with { Definition = definition }
            : Loaded[KeyOf(definition)] = PluginLoader.Load(definition);

    private static void Install(IReadOnlyList<LoadedPlugin> plugins)
    {
        Compare(plugins);
        MetricCatalog.Plugged = [.. plugins.SelectMany(plugin => plugin.Metrics)];
        ModelCatalog.Plugged = [.. plugins.SelectMany(plugin => plugin.Models)];
        DataSetFormats.Plugged = [.. plugins.SelectMany(plugin => plugin.Readers)];
        SamplerRegistry.Plugged = [.. plugins.SelectMany(plugin => plugin.Samplers)];
        PrunerRegistry.Plugged = [.. plugins.SelectMany(plugin => plugin.Pruners)];
        active = plugins;
    }

    // A name means one thing: which of two was meant, nobody could tell later.
    private static void Compare(IReadOnlyList<LoadedPlugin> plugins)
    {
        var origins = OwnNames().ToDictionary(part => part, _ => ThisProgram);
        foreach (var plugin in plugins)
        {
            foreach (var (kind, name) in plugin.Named)
            {
                if (!origins.TryAdd((kind, name), plugin.Origin))
                {
                    throw new UserError($"The {kind} '{name}' of {plugin.Origin} has the name of one of {origins[(kind, name)]}. "
                        + "Give it another name, or leave one of the two out.");
                }
            }
        }
    }

    private static IEnumerable<(string Kind, string Name)> OwnNames()
    {
        string[] own = [.. active.SelectMany(plugin => plugin.Named).Select(part => $"{part.Kind} {part.Name}")];
        IEnumerable<(string, string)> all =
        [
            .. ModelCatalog.Names.Select(name => ("model", name)),
            .. DataSetFormats.Readers.Select(reader => ("format", reader.Format)),
            .. SamplerRegistry.Names.Select(name => ("sampler", name)),
            .. PrunerRegistry.Names.Select(name => ("pruner", name)),
            .. NetworkMetrics.Names.Append(Reconstruction.Name)
                .Concat(Enum.GetValues<TaskKind>().SelectMany(MetricCatalog.Of).Select(metric => metric.Name)).Distinct()
                .Select(name => ("metric", name)),
        ];
        return all.Where(part => !own.Contains($"{part.Item1} {part.Item2}"));
    }
}
