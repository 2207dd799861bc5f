using System.Globalization;
using Orchestrator.Client;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>How a trainer's process is started: its arguments and its environment.</summary>
/// <param name="assignment">The fold.</param>
/// <param name="handover">What it is handed.</param>
/// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
internal sealed class TrainerStart(FoldAssignment assignment, FoldHandover handover, string device)
{
    private readonly CommandDefinition command = assignment.Definition.Model.Command!;

    /// <summary>Starts it.</summary>
    /// <exception cref="TrainerException">It cannot be started.</exception>
    public TrainerProcess Start(string program, TrainerGuard guard) => TrainerProcess.Start(program, Arguments(), handover.Output,
        Environment(), guard, Console.Error.WriteLine);

    /// <summary>The arguments behind the program.</summary>
    internal IEnumerable<string> Arguments() =>
    [
        .. command.Arguments.Skip(1).Select(argument => IsFile(argument) ? Path.Combine(command.Folder, argument)
            : CommandPlaceholders.Fill(argument, ValueOf)),
        .. command.Pass == ParameterPassing.Arguments ? handover.Parameters.Select(setting => $"--{setting.Name}={setting.Value}") : [],
    ];

    /// <summary>The variables to set; null = to take away: what is this program's own is nobody else's.</summary>
    internal IEnumerable<(string Name, string? Value)> Environment() =>
    [
        (FoldHandover.Variable, handover.File),
        (VisibleDevices.Variable, Visible(device, System.Environment.GetEnvironmentVariable(VisibleDevices.Variable))),
        ("PYTHONUNBUFFERED", "1"), // what it says is to be heard when it is said
        (OrchestratorClient.TokenVariable, null),
        .. command.Pass == ParameterPassing.Environment
            ? handover.Parameters.Select(setting => (CommandDefinition.VariableOf(setting.Name), (string?)setting.Value.ToString())) : [],
    ];

    /// <summary>What <c>CUDA_VISIBLE_DEVICES</c> is for a device: that device alone.</summary>
    /// <param name="device">Numbered among those that are visible here.</param>
    /// <param name="visible">The variable here; null = it is not set.</param>
    internal static string Visible(string device, string? visible)
    {
        if (device.Split(':') is not ["cuda", .. var rest])
        {
            return "";
        }

        var index = rest is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
        return visible?.Split(',', StringSplitOptions.TrimEntries) is { } those && index < those.Length ? those[index]
            : index.ToString(CultureInfo.InvariantCulture);
    }

    private bool IsFile(string argument) => command.Files?.Any(file => file.Name == argument) is true;

    // A hyper-parameter that is not active has no value.
    private string ValueOf(string word) => word switch
    {
        CommandPlaceholders.FoldFile => handover.File,
        CommandPlaceholders.Output => handover.Output,
        CommandPlaceholders.Files => command.Folder,
        CommandPlaceholders.Seed => handover.Seed.ToString(CultureInfo.InvariantCulture),
        CommandPlaceholders.Data => assignment.Definition.Data.Path,
        _ => handover.Parameters.Where(setting => setting.Name == word).Select(setting => setting.Value.ToString()).FirstOrDefault(""),
    };
}
