using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Models.Training;

/// <summary>Names what a checkpoint is a checkpoint of: everything that decides the numbers of a fold, and nothing else.</summary>
internal static class FoldIdentity
{
    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of model, effective settings, seed, fold, splits, objective, stopping and the data's content. The
    /// search and its space, the resources and the data's path do not enter: more trials or another folder leave a fold what it is.
    /// </summary>
    public static string Of(FoldAssignment assignment, ModelSettings settings, string dataFingerprint)
    {
        var definition = assignment.Definition;
        var decisive = new
        {
            Format = 1,
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
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decisive, WireJson.Options)));
    }
}
