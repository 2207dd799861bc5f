using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Names what a command's checkpoint is a checkpoint of: everything that decides the numbers of a fold, and nothing
/// else.</summary>
internal static class TrainerIdentity
{
    /// <summary>SHA-256, in lower-case hexadecimal, of command, its files' content, hyper-parameters, seed, fold, splits, objectives,
    /// stopping and the data's content. Where all of that lies does not enter.</summary>
    /// <param name="assignment">The fold.</param>
    /// <param name="dataFingerprint">Names the data's content.</param>
    public static string Of(FoldAssignment assignment, string dataFingerprint)
    {
        var (definition, command) = (assignment.Definition, assignment.Definition.Model.Command!);
        var decisive = new
        {
            Format = 1,
            command.Arguments,
            Files = (command.Files ?? []).Select(file => $"{file.Sha256} {file.Name}"),
            command.Pass,
            definition.Model.Fixed,
            assignment.Configuration,
            definition.Seed,
            assignment.Attempt.Fold,
            definition.CrossValidation,
            definition.Objectives,
            assignment.Epochs,
            definition.Stopping.Patience,
            definition.Stopping.MinDelta,
            Data = dataFingerprint,
            Plugins = definition.Plugins?.Select(plugin => plugin.Content),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decisive, WireJson.Options)));
    }
}
