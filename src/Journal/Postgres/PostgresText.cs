using System.Runtime.CompilerServices;
using System.Text;

namespace Orchestrator.Journal.Postgres;

/// <summary>
/// Refuses what PostgreSQL cannot store as text, before it spoils a transaction that is shared with others. JSON escapes both.
/// </summary>
internal static class PostgresText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The text has a U+0000, or half a surrogate pair.</exception>
    public static string Checked(string text, [CallerArgumentExpression(nameof(text))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        if (text.Contains('\0')) throw new ArgumentException("PostgreSQL cannot store the character U+0000.", name);
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) Strict.GetByteCount(text);
        return text;
    }
}
