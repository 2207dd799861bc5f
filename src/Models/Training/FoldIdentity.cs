using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Models.Training;

/// <summary>Names what a checkpoint is a checkpoint of: everything that decides the numbers of a fold, and nothing else.</summary>
internal static class FoldIdentity
{
    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of model, effective settings, seed, fold, splits, objective, stopping and the data's content.
    /// The search and its space, the resources and the data's path do not enter: more trials or another folder leave a fold what it is.
    /// </summary>
    /// <param name="assignment">The fold.</param>
    /// <param name="settings">Its hyper-parameters.</param>
    /// <param name="dataFingerprint">Names the data's content.</param>
    /// <param name="parent">Identity of the fold from whose weights or ranking it goes on; null = none.</param>
    /// <param name="inputs">The columns that it is trained on, where not all are; null = all.</param>
    /// <param name="permutation">Number of the permutation of the targets that it is trained on; null = the targets as they are.</param>
    public static string Of(FoldAssignment assignment, ModelSettings settings, string dataFingerprint, string? parent = null,
        EquatableList<int>? inputs = null, int? permutation = null)
    {
        var definition = assignment.Definition;
        var decisive = new
        {
            Format = 2, // 1: other generators, before libtorch 2.10
            Model = definition.Model.Name,
            Settings = settings.ToString(),
            definition.Seed,
            assignment.Attempt.Fold,
            definition.CrossValidation,
            definition.Objective,
            assignment.Epochs,
            definition.Stopping.Patience,
            definition.Stopping.MinDelta,
            Data = dataFingerprint,
            Plugins = definition.Plugins?.Select(plugin => plugin.Content), // as the next three
            Inputs = inputs,
            Permutation = permutation,
            Parent = parent, // not written where there is none: identities of before stay what they were
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decisive, WireJson.Options)));
    }
}
