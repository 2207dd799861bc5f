using System.Text;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Refuses what PostgreSQL cannot store as text, before it spoils a write that is shared with others.</summary>
internal static class SqlText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The text is empty, or has a U+0000 or half a surrogate pair.</exception>
    public static void Check(string? text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        if (text.Contains('\0'))
        {
            throw new ArgumentException("A database cannot store the character U+0000.", name);
        }
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            Strict.GetByteCount(text);
        }
    }
}
