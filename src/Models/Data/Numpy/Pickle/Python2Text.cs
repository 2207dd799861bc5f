using System.Text;

namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>A <c>str</c> of Python 2, which serves there as text and as bytes: what it is, the place tells where it is used.</summary>
internal sealed class Python2Text(byte[] bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a value that may be one.</summary>
    /// <exception cref="InvalidCastException">It is neither that nor bytes.</exception>
    public static byte[] BytesOf(object? value) => value is Python2Text text ? text.Bytes : (byte[])value!;

    /// <summary>The text of a value that may be one.</summary>
    /// <exception cref="InvalidCastException">It is neither that nor text.</exception>
    public static string TextOf(object? value) => value is Python2Text text ? text.ToString() : (string)value!;

    /// <summary>As they are.</summary>
    public byte[] Bytes => bytes;

    /// <summary>As text: UTF-8 where they are, else Latin-1.</summary>
    public override string ToString()
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
