using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Contracts.Definitions;

/// <summary>A property of a node that its operator vouches for, such as <c>gpu=a100</c>; a sweep may ask for it.</summary>
/// <param name="Key">What: not empty, without <c>=</c>.</param>
/// <param name="Value">Which.</param>
public sealed record NodeLabel(string Key, string Value)
{
    /// <summary>Reads <c>key=value</c>; false when there is no key or no <c>=</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NodeLabel? label)
    {
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        label = cut > 0 ? new NodeLabel(text[..cut].Trim(), text[(cut + 1)..].Trim()) : null;
        if (label is { Key: "" })
        {
            label = null;
        }

        return label is not null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Key}={Value}";
}
