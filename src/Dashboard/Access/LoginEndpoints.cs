using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Dashboard.Access;

/// <summary>The form that takes a token, and the way out.</summary>
internal static class LoginEndpoints
{
    private const string Path = "/login";

    /// <summary>The form's address.</summary>
    /// <param name="to">Where to go then: a path of this server.</param>
    public static string Address(string to) => to is "/" ? Path : $"{Path}?to={Uri.EscapeDataString(to)}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithMetadata(PageMark.Instance).ExcludeFromDescription();
        group.MapGet(Path, (HttpContext context, SessionCookies cookies, string? to) => Form(to, session: cookies.Of(context.Request)));
        group.MapPost(Path, LogIn);
        group.MapPost("/logout", LogOut);
    }

    private static IResult LogIn(
        HttpContext context, SessionCookies cookies, DashboardOptions options, [FromForm] string? token, [FromForm] string? to)
    {
        if (options.Tokens.AccessOf((token ?? "").Trim()) is not { } access)
        {
            return Form(to, refused: true);
        }

        cookies.Issue(context, access);
        return Results.LocalRedirect(Local(to));
    }

    // The form has no field of its own: naming one makes the server look for the form's antiforgery token.
    private static IResult LogOut(HttpContext context, [FromForm] string? leave)
    {
        _ = leave;
        SessionCookies.Withdraw(context);
        return Results.LocalRedirect(Path);
    }

    private static RazorComponentResult Form(string? to, bool refused = false, Session? session = null)
    {
        var shown = new Dictionary<string, object?>
        {
            [nameof(LoginPage.To)] = Local(to),
            [nameof(LoginPage.Refused)] = refused,
            [nameof(LoginPage.Current)] = session,
        };
        return new RazorComponentResult<LoginPage>(shown)
        {
            StatusCode = refused ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK,
        };
    }

    // A path of this server, and nothing that a browser would take for another's address.
    private static string Local(string? to) =>
        to is ['/', ..] && !to.StartsWith("//", StringComparison.Ordinal) && !to.Contains('\\') && !to.Any(char.IsControl) ? to : "/";
}
