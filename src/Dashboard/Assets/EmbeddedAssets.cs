using System.Collections.Frozen;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Orchestrator.Dashboard.Assets;

/// <summary>Scripts and styles out of this assembly, at addresses that name its build: a browser asks for each once.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "assets/";

    // One for all of them, so that scripts find each other by their names. Builds are deterministic: what is the same has the same.
    private static readonly string Build = typeof(EmbeddedAssets).Module.ModuleVersionId.ToString("N");

    private static readonly FrozenDictionary<string, Asset> All = typeof(EmbeddedAssets).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(resource => resource[Prefix.Length..], resource => new Asset(resource));

    /// <summary>Where a file is served.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static string Address(string name) =>
        All.ContainsKey(name) ? $"/{Prefix}{Build}/{name}" : throw new KeyNotFoundException($"The page has no file '{name}'.");

    /// <summary>Serves the files, to everybody: they tell of the program and of no sweep.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{Prefix}{Build}/{{name}}", Serve).ExcludeFromDescription();

    private static IResult Serve(HttpContext context, string name)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(asset.Open(), asset.Type);
        }

        headers.ContentEncoding = "gzip";
        return Results.Bytes(asset.Compressed, asset.Type);
    }

    private sealed class Asset(string resource)
    {
        private readonly Lazy<byte[]> compressed = new(() => Compress(resource));

        public byte[] Compressed => compressed.Value;

        public string Type { get; } = Path.GetExtension(resource) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };

        public Stream Open() => Read(resource);

        private static Stream Read(string resource) => typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(resource)!;

        private static byte[] Compress(string resource)
        {
            using var content = Read(resource);
            using var small = new MemoryStream();
            using (var zip = new GZipStream(small, CompressionLevel.Optimal))
            {
                content.CopyTo(zip);
            }

            return small.ToArray();
        }
    }
}
