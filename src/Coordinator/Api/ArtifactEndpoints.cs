using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Storage;

namespace Orchestrator.Coordinator.Api;

/// <summary>
/// The routes below <c>/blobs</c> (data sets, by content) and <c>/artifacts</c> (files of folds, by name). Bodies are streamed, reading can
/// begin in the middle, what was begun to be sent can be gone on with, and nothing is taken in whose hash does not fit. An entity tag is
/// the content's SHA-256.
/// </summary>
internal sealed class ArtifactEndpoints(ArtifactStore store)
{
    private const string Heading = "Artifacts";
    private const string Bytes = "application/octet-stream";
    private const string Digest = "Content-Digest";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        MapBlobs(routes);
        routes.MapMethods("/artifacts/{**name}", Reading, ReadAsync)
            .Document("getArtifact", Heading, "A file of a fold, whole or in part; its entity tag is the content's SHA-256.",
                StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .Produces<Stream>(StatusCodes.Status200OK, Bytes)
            .Produces<Stream>(StatusCodes.Status206PartialContent, Bytes);
        routes.MapPut("/artifacts/{**name}", ReplaceAsync).RequireAuthorization(AccessPolicies.StoringArtifacts)
            .Document("putArtifact", Heading, "Stores a file of a fold in place of what had its name.",
                StatusCodes.Status400BadRequest, StatusCodes.Status422UnprocessableEntity)
            .Reads(Digest, "'sha-256=:BASE64:' of what is sent (RFC 9530).", required: true)
            .TakesBytes()
            .Produces(StatusCodes.Status201Created);
    }

    private void MapBlobs(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/blobs/{hash}", Reading, ReadBlob)
            .Document("getBlob", Heading, "A data set by its SHA-256 in lower-case hexadecimal, whole or in part.",
                StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .Produces<Stream>(StatusCodes.Status200OK, Bytes)
            .Produces<Stream>(StatusCodes.Status206PartialContent, Bytes);
        routes.MapPut("/blobs/{hash}", AddBlobAsync).RequireAuthorization(AccessPolicies.StoringArtifacts)
            .Document("putBlob", Heading, "Stores a data set.", StatusCodes.Status400BadRequest, StatusCodes.Status422UnprocessableEntity)
            .TakesBytes()
            .Produces(StatusCodes.Status201Created)
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPatch("/blobs/{hash}", AppendBlobAsync).RequireAuthorization(AccessPolicies.StoringArtifacts)
            .Document("appendBlob", Heading, "Goes on with sending a data set where it was broken off.",
                StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity)
            .Reads(UploadOffset.Header, "Bytes that are there already, as HEAD answers them.", required: true)
            .TakesBytes()
            .Produces(StatusCodes.Status201Created)
            .Produces(StatusCodes.Status204NoContent);
    }

    private IResult ReadBlob(string hash, HttpContext context)
    {
        if (!ContentHash.IsValid(hash))
        {
            return NoHash(hash);
        }

        context.Response.RegisterForDispose(store.Transfers.Begin(hash)); // the body follows after this has returned
        if (store.Blobs.Find(hash) is { } path)
        {
            return Results.File(path, Bytes, entityTag: Tag(hash), enableRangeProcessing: true);
        }

        SayHowFar(context, store.Blobs.Begun(hash));
        return ApiResults.Problem(StatusCodes.Status404NotFound,
            $"This coordinator has no file of the SHA-256 {hash}. 'orchestrator submit' of a sweep on that data brings it here.");
    }

    private async Task<IResult> AddBlobAsync(string hash, HttpContext context, CancellationToken cancellationToken)
    {
        if (!ContentHash.IsValid(hash))
        {
            return NoHash(hash);
        }

        using var transfer = store.Transfers.Begin(hash);
        if (store.Blobs.Find(hash) is not null)
        {
            return Results.NoContent();
        }

        return await TakeAsync(context, body => store.Blobs.AddAsync(hash, body, cancellationToken));
    }

    private async Task<IResult> AppendBlobAsync(string hash, HttpContext context, CancellationToken cancellationToken)
    {
        if (!ContentHash.IsValid(hash))
        {
            return NoHash(hash);
        }

        if (UploadOffset.Read(context.Request.Headers[UploadOffset.Header]) is not { } offset)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest,
                $"Say where what is sent goes on: '{UploadOffset.Header}: BYTES', as HEAD answers it.");
        }

        using var transfer = store.Transfers.Begin(hash);
        if (store.Blobs.Find(hash) is not null)
        {
            return Results.NoContent();
        }

        try
        {
            return await TakeAsync(context, body => store.Blobs.AppendAsync(hash, offset, body, cancellationToken));
        }
        catch (OffsetMismatchException e)
        {
            SayHowFar(context, e.Actual);
            return ApiResults.Problem(StatusCodes.Status409Conflict, e.Message);
        }
    }

    private async Task<IResult> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!ArtifactStore.IsName(name))
        {
            return NoName(name);
        }

        FileStream file;
        try
        {
            file = new FileStream(store.PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16,
                FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return ApiResults.Problem(StatusCodes.Status404NotFound, $"There is no '{name}'.");
        }
        var hash = await ContentHash.OfAsync(file, cancellationToken); // of this very file: a newer one may replace it meanwhile
        file.Position = 0;
        return Results.Stream(file, Bytes, entityTag: Tag(hash), enableRangeProcessing: true);
    }

    private async Task<IResult> ReplaceAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (!ArtifactStore.IsName(name))
        {
            return NoName(name);
        }

        return ContentHash.FromDigest(context.Request.Headers[Digest]) is { } hash
            ? await TakeAsync(context, body => store.ReplaceAsync(name, hash, body, cancellationToken))
            : ApiResults.Problem(StatusCodes.Status400BadRequest, $"Say what is sent: '{Digest}: sha-256=:BASE64:' (RFC 9530).");
    }

    private static async Task<IResult> TakeAsync(HttpContext context, Func<Stream, Task> take)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        try
        {
            await take(context.Request.Body);
            return Results.StatusCode(StatusCodes.Status201Created);
        }
        catch (HashMismatchException e)
        {
            return ApiResults.Problem(StatusCodes.Status422UnprocessableEntity,
                $"{e.Message} It was damaged on its way or changed meanwhile: send it again.");
        }
    }

    private static void SayHowFar(HttpContext context, long bytes) =>
        context.Response.Headers[UploadOffset.Header] = UploadOffset.Write(bytes);

    private static EntityTagHeaderValue Tag(string hash) => new($"\"{hash}\"");

    private static IResult NoHash(string hash) =>
        ApiResults.Problem(StatusCodes.Status400BadRequest, $"'{hash}' is no SHA-256 in lower-case hexadecimal.");

    private static IResult NoName(string name) =>
        ApiResults.Problem(StatusCodes.Status400BadRequest, $"'{name}' is no name of a file of a fold.");
}
