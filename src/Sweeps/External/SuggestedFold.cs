using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Sweeps.External;

/// <summary>What a client is given of a fold that it trains: the same words, and the same seeds, as a program that trains gets.</summary>
public static class SuggestedFold
{
    /// <summary>The suggestion of an assignment.</summary>
    public static Suggestion Of(FoldAssignment assignment)
    {
        var (definition, fold) = (assignment.Definition, assignment.Attempt.Fold);
        var parameters = new OrderedDictionary<string, ParameterValue>();
        foreach (var (name, value) in definition.Model.Fixed.Settings.Concat(assignment.Configuration.Settings))
        {
            parameters[name] = value;
        }

        return new Suggestion(
            AttemptName.Of(assignment.Attempt), fold.Trial, fold.Fold, definition.CrossValidation.Splits, parameters, assignment.Epochs,
            SeedSequence.OfTrainer(definition.Seed, fold.Trial, fold.Fold), SeedSequence.OfSplits(definition.Seed),
            definition.Model.External?.Lease ?? ExternalDefinition.UsualLease);
    }
}
