using System.Net;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Cli.Clustered;

/// <summary>What a coordinator says its API's address is.</summary>
internal static class Advertised
{
    /// <summary>The option's, or else where the API listens; the machine's name stands for all of its addresses. Null = any free port was
    /// asked for.</summary>
    /// <exception cref="UserError">The option is no address.</exception>
    public static Uri? Address(string? option, WebOptions web)
    {
        if (option is null)
        {
            return web.Port == 0 ? null : new UriBuilder(web.Certificate is null ? "http" : "https", Host(web.Address), web.Port).Uri;
        }

        return Uri.TryCreate(option, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UserError(
                $"--advertise is an address such as https://coordinator.example:{WebOptions.DefaultPort}, not '{option}'.");
    }

    private static string Host(string listening) =>
        IPAddress.Parse(listening) is var address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? Environment.MachineName : listening;
}
