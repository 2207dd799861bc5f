using System.CommandLine;
using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Hosting;

namespace Orchestrator.Cli.Settings;

/// <summary>What the operator of a node says about its slots.</summary>
public sealed class NodeResourceOptions
{
    private readonly Option<string?> slots = new("--slots")
    {
        Description =
            "Folds trained at once, or 'measured': one a device at first, then more while they fit into its memory. [default: one a "
                + "GPU, or one a core without GPUs]",
        HelpName = "N|measured"
    };

    private readonly Option<int> most = new("--max-slots")
    {
        Description = "With measured slots: most on a device.",
        HelpName = "N",
        DefaultValueFactory = _ => 8
    };

    private readonly Option<string[]> label = new("--label")
    {
        Description = "What sweeps may ask for by resources.node_labels; may be repeated.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => []
    };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { slots, most, label })
        {
            command.Add(option);
        }
    }

    /// <summary>What they say.</summary>
    /// <param name="parsed">Completed by <see cref="RoleSettings"/>.</param>
    /// <param name="device">Where to train; null = where it can.</param>
    /// <exception cref="UserError">A value is not right.</exception>
    public NodeResources Read(ParseResult parsed, string? device) =>
        Read(device, parsed.GetValue(slots), parsed.GetValue(most), parsed.GetValue(label) ?? []);

    /// <inheritdoc cref="Read(ParseResult, string?)" />
    public static NodeResources Read(string? device, string? slots, int most, IReadOnlyList<string> labels)
    {
        var (measured, number) = (slots == "measured", 0);
        if (slots is not null && !measured
            && !(int.TryParse(slots, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= 1024))
        {
            throw new UserError($"--slots '{slots}': a whole number from 1 to 1024, or 'measured'.");
        }

        if (most is < 1 or > 1024)
        {
            throw new UserError($"--max-slots {most}: from 1 to 1024.");
        }

        var read =
            labels.Select(text => NodeLabel.TryParse(text, out var label)
                ? label : throw new UserError($"--label '{text}': it reads KEY=VALUE, such as gpu=a100."));
        return new(device ?? "auto", number > 0 ? number : null, measured, most, labels.Count > 0 ? read.ToEquatableList() : null);
    }
}
