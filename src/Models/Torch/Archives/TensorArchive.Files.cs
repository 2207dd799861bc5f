using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Archives;

// On disk.
public sealed partial class TensorArchive
{
    private static readonly byte[] Magic = "OTENSOR1"u8.ToArray();

    /// <summary>Writes the file, so that a crash at any moment leaves the old one or the new one.</summary>
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
            {
                Write(writer);
            }
            file.Write(hash.Hash!);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CorruptArchiveException">It is not what <see cref="Save"/> wrote.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static TensorArchive Load(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
        Check(file, path);
        TorchRuntime.Load();
        var archive = new TensorArchive();
        file.Position = Magic.Length;
        using var reader = new BinaryReader(file, Encoding.UTF8);
        archive.Read(reader);
        return archive;
    }

    // All of it before any of it is believed, in pieces: an archive may be larger than an array.
    private static void Check(FileStream file, string path)
    {
        var buffer = new byte[1 << 20];
        var left = file.Length - SHA256.HashSizeInBytes;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var first = true; left > 0; first = false)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            file.ReadExactly(piece);
            if (first && !piece.StartsWith(Magic))
            {
                throw new CorruptArchiveException(path, "it is no archive of tensors.");
            }

            hash.AppendData(piece);
            left -= piece.Length;
        }

        if (file.Length < Magic.Length + SHA256.HashSizeInBytes)
        {
            throw new CorruptArchiveException(path, "it is no archive of tensors.");
        }

        file.ReadExactly(buffer.AsSpan(0, SHA256.HashSizeInBytes));
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(buffer.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            throw new CorruptArchiveException(path, "its checksum does not fit.");
        }
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Magic);
        writer.Write(Metadata);
        writer.Write(Blobs.Count);
        foreach (var (name, blob) in Blobs)
        {
            writer.Write(name);
            writer.Write(blob.Length);
            writer.Write(blob);
        }
        writer.Write(Tensors.Count);
        foreach (var (name, tensor) in Tensors)
        {
            writer.Write(name);
            writer.Write((byte)tensor.dtype);
            var shape = tensor.shape;
            writer.Write((byte)shape.Length);
            foreach (var extent in shape)
            {
                writer.Write(extent);
            }

            using var scope = NewDisposeScope();
            var raw = tensor.detach().cpu().contiguous().bytes;
            writer.Write(raw.Length);
            writer.Write(raw);
        }
    }

    private void Read(BinaryReader reader)
    {
        Metadata = reader.ReadString();
        for (var blobs = reader.ReadInt32(); blobs > 0; blobs--)
        {
            Blobs.Add(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        }

        for (var tensors = reader.ReadInt32(); tensors > 0; tensors--)
        {
            var name = reader.ReadString();
            var dtype = (ScalarType)reader.ReadByte();
            var shape = new long[reader.ReadByte()];
            for (var i = 0; i < shape.Length; i++)
            {
                shape[i] = reader.ReadInt64();
            }

            var tensor = empty(shape, dtype).DetachFromDisposeScope();
            owned.Add(tensor);
            var length = reader.ReadInt32();
            if (length > 0)
            {
                reader.BaseStream.ReadExactly(tensor.bytes[..length]); // what the reader has not buffered: it buffers nothing
            }

            Tensors.Add(name, tensor);
        }
    }
}
