using System.Reflection;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Plugins.Adapters;
using Orchestrator.Sdk;
using Orchestrator.Search;

namespace Orchestrator.Plugins.Loading;

/// <summary>Brings a plug-in's code into this process and makes its parts.</summary>
internal static class PluginLoader
{
    private static readonly Type[] Kinds = [typeof(IModel), typeof(IDataReader), typeof(ISampler), typeof(IPruner), typeof(IMetric)];

    /// <exception cref="UserError">It cannot be loaded, or a part of it is not right.</exception>
    public static LoadedPlugin Load(PluginDefinition definition)
    {
        var origin = $"The plug-in {definition.Name} in {definition.Folder}";
        if (PluginFolder.Describe(definition.Folder) is var found && found.Content != definition.Content)
        {
            throw new UserError($"{origin} is not what the sweep began with: its content is {found.Content[..12]}, where the sweep has "
                + $"{definition.Content[..12]}. Bring the old content back, or start a new sweep with 'orchestrator run'.");
        }

        try
        {
            var context = new PluginLoadContext(definition.Name, Path.Combine(definition.Folder, definition.Name + ".dll"));
            object[] parts =
            [
                .. context.LoadMain().GetExportedTypes()
                    .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false }
                        && Kinds.Any(kind => kind.IsAssignableFrom(type)))
                    .OrderBy(type => type.FullName, StringComparer.Ordinal)
                    .Select(type => Make(type, origin)),
            ];
            return parts.Length > 0 ? Plugged(definition, parts)
                : throw new UserError($"{origin} offers nothing: none of its public classes implements IModel, IDataReader, ISampler, "
                    + "IPruner or one of the metrics' interfaces of Orchestrator.Sdk.");
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException or TypeLoadException
            or ReflectionTypeLoadException or MissingMethodException)
        {
            var reason = (e as ReflectionTypeLoadException)?.LoaderExceptions.OfType<Exception>().FirstOrDefault()?.Message ?? e.Message;
            throw new UserError($"{origin} cannot be loaded: {reason.TrimEnd('.')}. Build it again with the Orchestrator.Sdk of this "
                + "program; what else it needs has to lie in its folder (EnableDynamicLoading in its project).");
        }
    }

    private static object Make(Type type, string origin)
    {
        if (type.GetConstructor([]) is null)
        {
            throw new UserError($"{origin}: {type.FullName} has no public constructor without parameters, which it needs.");
        }

        try
        {
            return Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException e)
        {
            throw new UserError(
                $"{origin}: {type.FullName} cannot be made: {e.InnerException!.GetType().Name}: {e.InnerException.Message}");
        }
    }

    private static LoadedPlugin Plugged(PluginDefinition definition, object[] parts)
    {
        try
        {
            return new LoadedPlugin(definition, [.. parts.OfType<IModel>().Select(Model)], [.. parts.OfType<IDataReader>().Select(Reader)],
                [.. parts.OfType<ISampler>().Select(Sampler)], [.. parts.OfType<IPruner>().Select(Pruner)],
                [.. parts.OfType<IMetric>().SelectMany(Metrics)]);
        }
        catch (Exception e) when (e is not UserError)
        {
            throw new UserError($"The plug-in {definition.Name} in {definition.Folder} does not say what it offers: "
                + $"{e.GetType().Name}: {e.Message}");
        }

        PluggedModel Model(IModel model) => new(ModelAdapter.Describe(model), new ModelAdapter(model, Who("model", model.Name)).Create);

        ReaderAdapter Reader(IDataReader reader) => new(reader, Who("reader", reader.Format), definition.Content);

        PluggedSampler Sampler(ISampler own) => new(PartNames.Checked(own.Name), own.ForSeveralObjectives,
            (space, seed) => new SamplerAdapter(own, Who("sampler", own.Name), space, seed));

        PluggedPruner Pruner(IPruner own) =>
            new(PartNames.Checked(own.Name), options => new PrunerAdapter(own, Who("pruner", own.Name), options.Epochs));

        IEnumerable<Metric> Metrics(IMetric own) => MetricAdapters.Of(own, Who("metric", PartNames.Checked(own.Name)));

        string Who(string kind, string name) => $"The {kind} '{name}' of the plug-in {definition.Name}";
    }
}
