using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>What the parts of a definition say together.</summary>
/// <param name="definition">The definition.</param>
/// <param name="vocabulary">What registries know.</param>
/// <param name="isSound">Whether a part, by its path, is there and has no problem of its own: only such parts are looked at.</param>
internal sealed class Coherence(SweepDefinition definition, DefinitionVocabulary vocabulary, Func<string, bool> isSound)
{
    private readonly List<DefinitionProblem> found = [];

    public IReadOnlyList<DefinitionProblem> Problems()
    {
        switch (definition.Model)
        {
            case { External: not null }:
                Look(() => OwnModelRules.Problems(definition), "model", "space", "objective", "furtherObjectives");
                Look(() => ExternalRules.Problems(definition, Algorithm), "model", "search", "data", "crossValidation", "stopping",
                    "resources");
                break;
            case { Command: not null }:
                Look(() => CommandRules.Problems(definition), "model", "space", "objective", "furtherObjectives");
                Look(OfCommandSearch, "search");
                break;
            default:
                LookAtRegistered();
                break;
        }
        Look(() => PluginRules.Problems(definition, vocabulary), "plugins");
        Look(OfGrid, "search.algorithm", "space");
        Look(OfPopulation, "search");
        Look(() => RestartsRules.Problems(definition, Algorithm, vocabulary), "search", "space", "stopping.epochs");
        Look(() => EliminationRules.Problems(definition, Algorithm, vocabulary), "search", "space");
        Look(() => definition.Search.CostAware && !Algorithm.WeighsCost
            ? [AlgorithmRules.Misplaced("search.costAware", vocabulary, a => a.WeighsCost)] : [], "search");
        Look(() => BestByRules.Problems(definition), "search", "crossValidation", "furtherObjectives");
        Look(() => FoldWiseRules.Problems(definition, vocabulary), "search", "crossValidation", "furtherObjectives");
        Look(OfWork, "search.trials", "crossValidation");
        Look(OfPruning, "search", "stopping.epochs");
        Look(() => OpaqueDataRules.Problems(definition), "data", "model", "crossValidation");
        Look(OfSeveralObjectives, "search", "objective", "furtherObjectives");
        Look(OfTestRows, "data", "crossValidation");
        Look(OfFeasibility, "search", "space");
        Look(OfKnownConfigurations, "search", "space");
        return found;
    }

    // What a registered model says of itself.
    private void LookAtRegistered()
    {
        Look(OfModel, "model");
        if (definition.Explanation is null)
        {
            if (vocabulary.Algorithms.FirstOrDefault(a => a.Name == definition.Search?.Algorithm)?.Eliminates != true)
            {
                Look(OfSpace, "model", "space");
            }
        }
        else
        {
            Look(() => ExplanationRules.Problems(definition, vocabulary), "search", "space", "explanation");
        }
        Look(OfShape, "search", "space", "model");
        Look(OfScores, "model.name", "objective", "search");
        Look(OfCurves, "model.name", "objective", "search");
        Look(OfObjectives, "model.name", "objective", "furtherObjectives");
    }

    private ModelWords Model => vocabulary.Models.First(m => m.Name == definition.Model.Name);

    private AlgorithmWords Algorithm => vocabulary.Algorithms.First(a => a.Name == definition.Search.Algorithm);

    private static IEnumerable<DefinitionProblem> One(string path, string template, object? found = null) =>
        [new DefinitionProblem(path, template, found is null ? null : FieldRules.Shown(found))];

    // What goes wrong with a space shows again in all that is said of its configurations.
    private void Look(Func<IEnumerable<DefinitionProblem>> rule, params ReadOnlySpan<string> needed)
    {
        foreach (var part in needed)
        {
            if (!isSound(part) || (part == "space" && found.Exists(p => p.Path.StartsWith("space.", StringComparison.Ordinal))))
            {
                return;
            }
        }
        found.AddRange(rule());
    }

    private IEnumerable<DefinitionProblem> OfModel()
    {
        var settings = definition.Model.Fixed.Settings;
        for (var i = 0; i < settings.Count; i++)
        {
            var (name, value) = settings[i];
            var path = $"model.fixed.settings[{i}]";
            if (Model.Find(name) is not { } own)
            {
                yield return UnknownSetting($"{path}.name", name);
            }
            else if (!own.Allows(value))
            {
                yield return new DefinitionProblem($"{path}.value", $"'{name}' of {Model.Name} is {own.Range}, not {{found}}.",
                    FieldRules.Shown(value));
            }
        }
    }

    private DefinitionProblem UnknownSetting(string path, string name)
    {
        var complaint = FieldRules.Unknown("hyper-parameter", name, [.. Model.HyperParameters.Select(h => h.Name)], $" of {Model.Name}");
        return new DefinitionProblem(path, complaint.Template, complaint.Found);
    }

    private IEnumerable<DefinitionProblem> OfSpace()
    {
        for (var i = 0; i < definition.Space.Count; i++)
        {
            var parameter = definition.Space.Parameters[i];
            var path = $"space.parameters[{i}]";
            if (definition.Model.Fixed.TryGet(parameter.Name, out _))
            {
                yield return new DefinitionProblem($"{path}.name",
                    $"'{parameter.Name}' is searched here and fixed under 'model'; leave one of them out.");
            }
            else if (Model.Find(parameter.Name) is not { } own)
            {
                yield return UnknownSetting($"{path}.name", parameter.Name);
            }
            else
            {
                foreach (var problem in OfParameter(path, parameter, own))
                {
                    yield return problem;
                }
            }
        }
    }

    private IEnumerable<DefinitionProblem> OfParameter(string path, Parameter parameter, HyperParameterWords own)
    {
        var kind = $"'{parameter.Name}' of {Model.Name} is {own.Range}";
        return (parameter, own.Allowed) switch
        {
            (FloatParameter, IntParameter) => One($"{path}.kind", $"{kind}: its {{field}} is int, not float."),
            (not CategoricalParameter, CategoricalParameter) => One($"{path}.kind", $"{kind}: its {{field}} is categorical."),
            (FloatParameter p, _) => Ends(ParameterValue.Of(p.Low), ParameterValue.Of(p.High)),
            (IntParameter p, _) => Ends(ParameterValue.Of(p.Low), ParameterValue.Of(p.High)),
            (CategoricalParameter p, CategoricalParameter) =>
                p.Choices.SelectMany((choice, i) => Value($"choices[{i}]", ParameterValue.Of(choice))),
            (CategoricalParameter p, _) =>
                [.. p.Choices.SelectMany((choice, i) => Value($"choices[{i}]", ParameterValue.Of(choice))), .. Twice(p.Choices)],
            _ => [],
        };

        IEnumerable<DefinitionProblem> Ends(ParameterValue low, ParameterValue high) => [.. Value("low", low), .. Value("high", high)];

        // Choices are text, and 32 and 32.0 two of them; to a network they are one.
        IEnumerable<DefinitionProblem> Twice(IReadOnlyList<string> choices) =>
            from item in choices.Index()
            where own.Allows(ParameterValue.Of(item.Item))
            let first = choices.Take(item.Index).FirstOrDefault(choice => own.Allows(ParameterValue.Of(choice))
                && ParameterValue.Of(choice).AsNumber() == ParameterValue.Of(item.Item).AsNumber())
            where first is not null && first != item.Item
            from problem in One($"{path}.choices[{item.Index}]",
                $"the choice {{found}} stands here twice: it is the same number as '{first}'.", item.Item)
            select problem;

        IEnumerable<DefinitionProblem> Value(string field, ParameterValue value) =>
            own.Allows(value) ? [] : One($"{path}.{field}", $"{kind}, not {{found}}.", value);
    }

    private IEnumerable<DefinitionProblem> OfGrid() => !Algorithm.Enumerates ? [] :
        from item in definition.Space.Parameters.Index()
        where item.Item is FloatParameter { Step: null } real && real.Low < real.High
        let cure = item.Item is FloatParameter { Log: true } ? "list some as 'choices'" : "give it a 'step'"
        select new DefinitionProblem(
            $"space.parameters[{item.Index}].name",
                $"'{item.Item.Name}' has endlessly many values, which no {Algorithm.Name} can hold: {cure}, or choose another algorithm.");

    private IEnumerable<DefinitionProblem> OfPopulation()
    {
        var search = definition.Search;
        if (!Algorithm.ByGenerations)
        {
            return search.Population is null ? [] : [AlgorithmRules.Misplaced("search.population", vocabulary, a => a.ByGenerations)];
        }
        if (search.Population is null)
        {
            return One("search.population", $"'{{field}}' is missing: {DefinitionLimits.Population.Words}.");
        }
        return search.Pruning is null ? [] : One("search.pruning", "a population gives up its worst members itself; leave the pruner out.");
    }

    private IEnumerable<DefinitionProblem> OfCommandSearch()
    {
        if (Algorithm.ByGenerations)
        {
            yield return new("search.algorithm",
                "a population hands weights from trial to trial, which only registered models do: choose another '{field}' for a command.");
        }
        if (definition.Explanation is not null)
        {
            yield return new("explanation", "networks of registered models are explained, and not what a command trained.");
        }
    }

    private IEnumerable<DefinitionProblem> OfShape() => !Algorithm.ByGenerations ? [] :
        from item in definition.Space.Parameters.Index()
        where Model.Find(item.Item.Name) is { KeepsShape: false }
        select new DefinitionProblem(
            $"space.parameters[{item.Index}].name",
            $"'{item.Item.Name}' changes the network's shape, so that a trial could not go on from another's weights: hold it fixed "
                + $"under 'model'.");

    private IEnumerable<DefinitionProblem> OfWork()
    {
        var (trials, splits) = (definition.Search.Trials, definition.CrossValidation.Splits);
        return (long)trials * splits <= DefinitionLimits.MostTrainings ? [] : One(
            "search.trials",
                $"{{found}} trials of {splits} splits are more than {DefinitionLimits.MostTrainings} trainings, which a coordinator "
                + $"cannot hold: '{{field}}' is at most {DefinitionLimits.MostTrainings / splits}.", trials);
    }

    // What a pruner would wait for in vain; of defaults nobody asked.
    private IEnumerable<DefinitionProblem> OfPruning()
    {
        if (definition.Search.Pruning is not { } pruning)
        {
            yield break;
        }

        var (words, epochs) = (vocabulary.Pruners.First(p => p.Name == pruning.Pruner), definition.Stopping.Epochs);
        if (words.FirstRung is { } standard && (pruning.FirstRung ?? standard) > epochs)
        {
            yield return Late("firstRung", pruning.FirstRung ?? standard, $"lies beyond the {epochs} epochs of a fold, so that nothing is "
                + "ever pruned");
        }
        if (words.FirstRung is not null && pruning.Reduction > epochs)
        {
            yield return Late("reduction", pruning.Reduction.Value,
                $"is more than the {epochs} epochs of a fold, which leaves a single rung");
        }
        if (words.Compares && pruning.WarmUpEpochs >= epochs)
        {
            yield return Late("warmUpEpochs", pruning.WarmUpEpochs.Value, $"leaves none of the {epochs} epochs of a fold to judge, so that "
                + "nothing is ever pruned");
        }
        if (words.Waits && pruning.Patience >= epochs)
        {
            yield return Late("patience", pruning.Patience.Value, $"is no less than the {epochs} epochs of a fold, so that nothing is ever "
                + "pruned");
        }

        static DefinitionProblem Late(string field, int found, string why) =>
            One($"search.pruning.{field}", $"'{{field}}' ({{found}}) {why}.", found).Single();
    }

    // A score that the metric cannot have is a slip of the pen: 95 for an accuracy of 0.95.
    private IEnumerable<DefinitionProblem> OfScores()
    {
        if (Model.Metrics.FirstOrDefault(m => m.Name == definition.Objective.Metric) is not { } metric)
        {
            yield break;
        }

        if (definition.Search.Pruning?.Limit is { } limit && !metric.CanBe(limit))
        {
            yield return One("search.pruning.limit", $"'{{field}}' is a score of the objective, and {metric.Range}, not {{found}}.",
                ParameterValue.Of(limit)).Single();
        }
        if (definition.Search.Stop?.Target is { } target && !metric.CanBe(target))
        {
            yield return One("search.stop.target", $"'{{field}}' is a score of the objective, and {metric.Range}, not {{found}}.",
                ParameterValue.Of(target)).Single();
        }
    }

    // A pruner judges by the objective's course over the epochs, a rung by its value after some.
    private IEnumerable<DefinitionProblem> OfCurves()
    {
        if (Model.Metrics.FirstOrDefault(m => m.Name == definition.Objective.Metric) is not { EachEpoch: false })
        {
            return [];
        }

        var late = $"{Model.Name} has '{definition.Objective.Metric}' at the end of a fold and not after each epoch, so that";
        return definition.Search switch
        {
            { Pruning: not null } => One("search.pruning", $"{late} nothing is ever pruned: leave the pruner out{EachEpoch()}."),
            { Restarts: not null } => One("search.restarts", $"{late} no rung can decide: choose another algorithm{EachEpoch()}."),
            _ => [],
        };
    }

    private string EachEpoch() => Model.Metrics.FirstOrDefault(m => m.EachEpoch) is { } metric
        ? $", or take '{metric.Name}' for the objective" : "";

    private IEnumerable<DefinitionProblem> OfObjectives()
    {
        string[] predictions = [.. Model.Metrics.Select(m => m.Name)], network = [.. vocabulary.NetworkMetrics.Select(m => m.Name)];
        for (var i = 0; i < definition.Objectives.Count; i++)
        {
            var objective = definition.Objectives[i];
            var path = i == 0 ? "objective" : $"furtherObjectives[{i - 1}]";
            if (i == 0 && network.Contains(objective.Metric))
            {
                yield return new DefinitionProblem($"{path}.metric",
                    $"{{found}} says nothing about predictions, by which each fold's best epoch is chosen: put it second, after a metric "
                        + $"such as {predictions.FirstOrDefault() ?? "loss"}.", FieldRules.Shown(objective.Metric));
            }
            else if (!predictions.Contains(objective.Metric) && !network.Contains(objective.Metric))
            {
                var complaint = FieldRules.Unknown("metric", objective.Metric, i == 0 ? predictions : [.. predictions, .. network]);
                yield return new DefinitionProblem($"{path}.metric", complaint.Template, complaint.Found);
            }
            else if (definition.Objectives.Take(i).Any(known => known.Metric == objective.Metric))
            {
                yield return new DefinitionProblem(path, $"'{objective.Metric}' is an objective already.");
            }
            else if (Model.Metrics.Concat(vocabulary.NetworkMetrics).First(m => m.Name == objective.Metric) is var usual
                && usual.Direction != objective.Direction)
            {
                yield return new DefinitionProblem($"{path}.direction",
                    $"'{objective.Metric}' is better when it is {(usual.Direction == Direction.Maximize ? "larger" : "smaller")}: its "
                        + $"direction is {usual.Direction.ToString().ToLowerInvariant()}.");
            }
        }
    }

    private IEnumerable<DefinitionProblem> OfSeveralObjectives() =>
        definition.TradesOff ? SeveralObjectives.Problems(definition.Search, Algorithm, vocabulary) : [];

    private IEnumerable<DefinitionProblem> OfTestRows()
    {
        var splits = definition.CrossValidation;
        return definition.Data.Test is null ? []
            : splits.Nested is not null
                ? One("data.test", "the outer folds of a nested cross-validation are its test sets: leave '{field}' or 'nested' out.")
            : splits.TestFraction > 0
                ? One("crossValidation.testFraction", "the test rows are those of a file: leave '{field}' or the file out.") : [];
    }

    private IEnumerable<DefinitionProblem> OfKnownConfigurations()
    {
        var space = definition.Space;
        foreach (var (i, configuration) in (definition.Search.Enqueued ?? []).Index())
        {
            if (ConfigurationFit.Objection(space, configuration) is { } objection)
            {
                yield return new DefinitionProblem($"search.enqueued[{i}]", objection);
            }
        }
        if (definition.Search.WarmStart is not { } warm)
        {
            yield break;
        }
        if (!Algorithm.LearnsFromEarlier)
        {
            yield return new DefinitionProblem("search.warmStart",
                $"the {Algorithm.Name} search does not learn from other trials; a warm start goes with "
                    + $"{string.Join(", ", vocabulary.Algorithms.Where(a => a.LearnsFromEarlier).Select(a => a.Name))}.");
        }
        foreach (var (i, trial) in warm.Trials.Index())
        {
            if (ConfigurationFit.Objection(space, trial.Configuration) is { } objection)
            {
                yield return new DefinitionProblem($"search.warmStart.trials[{i}].configuration", objection);
            }
        }
    }

    private IEnumerable<DefinitionProblem> OfFeasibility() =>
        vocabulary.Unsearchable(definition.Search, definition.Space) is { } reason
            ? [new DefinitionProblem("space.constraints", reason)] : [];
}
