using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>How clients train: each field by itself.</summary>
internal sealed class ExternalValidator : AbstractValidator<ExternalDefinition>
{
    public ExternalValidator() => RuleFor(e => e.Lease).Within(DefinitionLimits.Lease);
}

/// <summary>What cannot be asked of a sweep whose folds clients train, in loops that this product knows nothing of.</summary>
internal static class ExternalRules
{
    private const string NoNode = "no node trains this sweep, but clients that ask for folds: leave '{field}' out.";

    /// <summary>All that does not fit; empty = nothing.</summary>
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition, AlgorithmWords algorithm) =>
    [
        .. OfModel(definition, algorithm), .. OfSplits(definition), .. OfTraining(definition), .. OfResources(definition.Resources),
    ];

    private static IEnumerable<DefinitionProblem> OfModel(SweepDefinition definition, AlgorithmWords algorithm)
    {
        if (definition.Model.Command is not null)
        {
            yield return new("model.external", "either a command trains or clients that ask: leave 'command' or '{field}' out.");
        }

        if (algorithm.ByGenerations || algorithm.InBrackets || algorithm.Eliminates)
        {
            yield return new("search.algorithm",
                "{found} hands weights, checkpoints or inputs from training to training, which clients keep for themselves: choose "
                    + "another '{field}'.", FieldRules.Shown(algorithm.Name));
        }

        if (definition.Explanation is not null)
        {
            yield return new("explanation", "networks of registered models are explained, and not what a client trained.");
        }
    }

    private static IEnumerable<DefinitionProblem> OfSplits(SweepDefinition definition)
    {
        var (data, splits) = (definition.Data, definition.CrossValidation);
        if (!data.IsOpaque || data.HasRows)
        {
            yield return new(data.IsOpaque ? "data.key" : "data.format",
                "clients read and split the data themselves, by the fold that they are given: leave 'data' out, or name a file and "
                    + "'format: opaque', so that its content is part of the sweep.");
        }

        if (splits.Nested is not null)
        {
            yield return new("crossValidation.nested", "the data is not read here, so that it cannot be split twice: leave '{field}' out.");
        }

        if (splits.TestFraction > 0)
        {
            yield return new("crossValidation.testFraction",
                "clients train no best trial again whose test rows could be scored: leave '{field}' out, and judge the best configuration "
                    + "in your own loop.");
        }
    }

    private static IEnumerable<DefinitionProblem> OfTraining(SweepDefinition definition)
    {
        if (definition.Stopping.Patience is not null)
        {
            yield return new("stopping.patience", "a client ends its training itself: leave '{field}' out, or name a pruner.");
        }

        if (definition.Artifacts is not null)
        {
            yield return new("artifacts", "clients keep their checkpoints themselves: leave '{field}' out.");
        }
    }

    private static IEnumerable<DefinitionProblem> OfResources(ResourcesDefinition resources)
    {
        var (usual, found) = (new ResourcesDefinition(), new List<string>());
        if (resources.Device != usual.Device)
        {
            found.Add("device");
        }

        if (resources.Slots is not null)
        {
            found.Add("slots");
        }

        if (resources.Priority != usual.Priority)
        {
            found.Add("priority");
        }

        if (resources.Weight.CompareTo(usual.Weight) != 0)
        {
            found.Add("weight");
        }

        if (resources.NodeLabels is { Count: > 0 })
        {
            found.Add("nodeLabels");
        }

        return found.Select(field => new DefinitionProblem($"resources.{field}", NoNode));
    }
}
