using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Reads a sweep file from disk.</summary>
internal static class SweepFileLoader
{
    /// <summary>The sweep that a file defines, with what the command line says instead.</summary>
    /// <exception cref="UserError">The file cannot be read, or is not right: all its problems, a line each.</exception>
    public static SweepDefinition Load(string path, SweepOverrides overrides)
    {
        string text;
        try
        {
            text = Utf8Text.Decode(path, File.ReadAllBytes(path));
        }
        catch (DataFormatException e)
        {
            throw new UserError(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The sweep file {path} cannot be read: {e.Message}");
        }
        var result = SweepFile.Parse(path, text, SweepVocabulary.Registered, overrides.DataRoot);
        if (result.Definition is not { } definition)
        {
            throw new UserError(
                $"{result.Problems.Count} problem{(result.Problems.Count == 1 ? "" : "s")} in the sweep "
                    + $"file:\n{string.Join('\n', result.Problems.Select(p => p.In(path)))}");
        }

        return overrides.ApplyTo(definition);
    }
}

/// <summary>What a sweep file says, or all that is wrong with it.</summary>
/// <param name="Definition">Null when there are problems.</param>
/// <param name="Problems">In the order of the file.</param>
public sealed record SweepFileResult(SweepDefinition? Definition, IReadOnlyList<Problem> Problems);
