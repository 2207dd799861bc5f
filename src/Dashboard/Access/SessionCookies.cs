using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Contracts.Api;

namespace Orchestrator.Dashboard.Access;

/// <summary>What a visitor gets for a token: a cookie that says what the token opens and until when, sealed with a key that is derived
/// from the token.</summary>
/// <remarks>
/// All coordinators have the token, and so each accepts what another has issued, also after a restart; nothing is kept anywhere. A new
/// token ends all sessions of the old one.
/// </remarks>
internal sealed class SessionCookies(DashboardOptions options, TimeProvider time)
{
    /// <summary>Its name.</summary>
    public const string Name = "orchestrator-session";

    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const string Purpose = "web page session, version 1";

    /// <summary>Gives a visitor a session.</summary>
    public void Issue(HttpContext context, string access)
    {
        var until = time.GetUtcNow() + Lifetime;
        var text = string.Create(CultureInfo.InvariantCulture, $"{access}.{until.ToUnixTimeSeconds()}");
        context.Response.Cookies.Append(Name, $"{text}.{WebEncoders.Base64UrlEncode(Seal(access, text)!)}", Rules(context, until));
    }

    /// <summary>Takes it away.</summary>
    public static void Withdraw(HttpContext context) => context.Response.Cookies.Delete(Name, Rules(context, null));

    /// <summary>The session that a request brings; null = none, or one that is over or not of these tokens.</summary>
    public Session? Of(HttpRequest request)
    {
        var parts = (request.Cookies[Name] ?? "").Split('.');
        if (parts.Length != 3 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            || Seal(parts[0], $"{parts[0]}.{parts[1]}") is not { } seal)
        {
            return null;
        }

        var presented = Encoding.ASCII.GetBytes(parts[2]);
        var expected = Encoding.ASCII.GetBytes(WebEncoders.Base64UrlEncode(seal));
        return CryptographicOperations.FixedTimeEquals(presented, expected) && until > time.GetUtcNow().ToUnixTimeSeconds()
            ? new Session(parts[0], until) : null;
    }

    private byte[]? Seal(string access, string text) =>
        options.Tokens.KeyOf(access, Purpose) is { } key ? HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)) : null;

    private static CookieOptions Rules(HttpContext context, DateTimeOffset? until) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = until,
        IsEssential = true,
    };
}

/// <summary>A visitor's session.</summary>
/// <param name="Access">What it opens: <see cref="AccessTokens.Full"/> or <see cref="AccessTokens.Read"/>.</param>
/// <param name="Until">Its end, in Unix seconds.</param>
public sealed record Session(string Access, long Until);
