using System.Net;

namespace Orchestrator.Client.Transport;

/// <summary>The rest of an open file as the body of a request, whose way can be watched.</summary>
/// <param name="file">From where it stands; not closed.</param>
/// <param name="taken">Hears whenever the connection has taken a piece.</param>
internal sealed class FileContent(FileStream file, Action taken) : HttpContent
{
    private const int PieceSize = 1 << 16;
    private readonly long length = file.Length - file.Position;

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceSize];
        while (await file.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            taken();
        }
    }
}
