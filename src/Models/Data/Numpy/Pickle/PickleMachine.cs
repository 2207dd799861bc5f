using System.Globalization;
using static Orchestrator.Models.Data.Numpy.Pickle.PickleOpcode;

namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>
/// Reads pickled data without running what it asks to run. A pickle is a program for a stack machine; Python's own reader imports and
/// calls whatever it names. This one knows numbers, text, bytes, lists, tuples, dictionaries and what its names stand for
/// (<see cref="IPickleNames"/>), and refuses the first opcode or name beyond them.
/// </summary>
/// <remarks>Values: null, bool, long, double, string, byte[], <c>List&lt;object?&gt;</c>, <c>object?[]</c> (tuple),
/// <c>Dictionary&lt;object, object?&gt;</c>, <see cref="NpyArray"/>.</remarks>
internal sealed class PickleMachine
{
    private readonly PickleBytes input;
    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<int, object?> memo = [];
    private readonly HashSet<object> containers = new(ReferenceEqualityComparer.Instance);

    private readonly IPickleNames names;

    private PickleMachine(byte[] bytes, IPickleNames names) => (input, this.names) = (new(bytes), names);

    /// <summary>Reads the one value that the pickle describes, made of plain data and NumPy arrays.</summary>
    /// <exception cref="InvalidDataException">It is damaged or holds something other than plain data; the message names the
    /// byte.</exception>
    public static object? Read(byte[] pickle) => Read(pickle, NumpyNames.Instance);

    /// <summary>Reads the one value that the pickle describes.</summary>
    /// <param name="pickle">Its bytes.</param>
    /// <param name="names">What it may name.</param>
    /// <exception cref="InvalidDataException">It is damaged or holds something other than plain data; the message names the
    /// byte.</exception>
    public static object? Read(byte[] pickle, IPickleNames names)
    {
        var machine = new PickleMachine(pickle, names);
        while (true)
        {
            var at = machine.input.Position;
            try
            {
                var opcode = (PickleOpcode)machine.input.Byte();
                if (opcode == Stop)
                {
                    return machine.Finish();
                }

                machine.Execute(opcode, at);
            }
            catch (Exception failure) when (failure is InvalidCastException or KeyNotFoundException or ArgumentException or FormatException
                or OverflowException or NullReferenceException)
            {
                throw new InvalidDataException($"the pickle is damaged at byte {at}", failure);
            }
        }
    }

    private void Execute(PickleOpcode opcode, int at)
    {
        switch (opcode)
        {
            case Protocol: input.Take(1); break;
            case Frame: input.Take(8); break;
            case Mark: marks.Push(stack.Count); break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.PopMark: PopToMark(); break;
            case Dup: Push(Top()); break;

            case None: Push(null); break;
            case NewTrue: Push(true); break;
            case NewFalse: Push(false); break;
            case Int:
                Push(input.Line()
                switch
                { "01" => true, "00" => false, var text => long.Parse(text, CultureInfo.InvariantCulture) }); break;
            case BinInt: Push((long)input.Int32()); break;
            case BinInt1: Push((long)input.Byte()); break;
            case BinInt2: Push((long)input.UInt16()); break;
            case Long: Push(input.DecimalLine()); break;
            case Long1: Push(input.LittleEndian(input.Byte())); break;
            case Float: Push(double.Parse(input.Line(), CultureInfo.InvariantCulture)); break;
            case BinFloat: Push(input.BigEndianDouble()); break;

            case Unicode: Push(input.Line()); break;
            case ShortBinUnicode: Push(input.Utf8(input.Length(1))); break;
            case BinUnicode: Push(input.Utf8(input.Length(4))); break;
            case BinUnicode8: Push(input.Utf8(input.Length(8))); break;
            case ShortBinString: Push(new Python2Text(input.Take(input.Length(1)).ToArray())); break;
            case BinString: Push(new Python2Text(input.Take(input.Length(4)).ToArray())); break;
            case ShortBinBytes: Push(input.Take(input.Length(1)).ToArray()); break;
            case BinBytes: Push(input.Take(input.Length(4)).ToArray()); break;
            case BinBytes8 or ByteArray8: Push(input.Take(input.Length(8)).ToArray()); break;

            case EmptyList: Push(new List<object?>()); break;
            case List: Push(PopToMark().ToList()); break;
            case Append: AppendTo(Pop()); break;
            case Appends: AppendTo(PopToMark()); break;
            case EmptyTuple: Push(Array.Empty<object?>()); break;
            case Tuple1: Push(PopMany(1)); break;
            case Tuple2: Push(PopMany(2)); break;
            case Tuple3: Push(PopMany(3)); break;
            case PickleOpcode.Tuple: Push(PopToMark()); break;
            case EmptyDict: Push(new Dictionary<object, object?>()); break;
            case PickleOpcode.Dict: SetItemsOf(new Dictionary<object, object?>(), PopToMark(), push: true); break;
            case SetItem: SetItemsOf(null, PopMany(2)); break;
            case SetItems: SetItemsOf(null, PopToMark()); break;

            case Put: memo[(int)input.DecimalLine()] = Top(); break;
            case BinPut: memo[input.Byte()] = Top(); break;
            case LongBinPut: memo[input.Int32()] = Top(); break;
            case Memoize: memo[memo.Count] = Top(); break;
            case Get: Push(memo[(int)input.DecimalLine()]); break;
            case BinGet: Push(memo[input.Byte()]); break;
            case LongBinGet: Push(memo[input.Int32()]); break;

            case Global: Push(names.Find(input.Line(), input.Line(), at)); break;
            case StackGlobal: PushNamed(PopMany(2), at); break;
            case Reduce: Call(PopMany(2), at); break;
            case Build: names.Build(PopMany(1)[0], Top()); break;
            case BinPersistentId: Push(names.Load(Pop(), at)); break;
            default: throw new InvalidDataException($"opcode 0x{(byte)opcode:x2} at byte {at} is not plain data");
        }
    }

    private void Push(object? value)
    {
        stack.Add(value);
        if (value is List<object?> or object?[] or Dictionary<object, object?>)
        {
            containers.Add(value);
        }
    }

    /// <summary>
    /// Gives arrays and texts their final form wherever they lie; container by container, since a pickle may nest deeply or contain
    /// itself.
    /// </summary>
    private object? Finish()
    {
        foreach (var container in containers)
        {
            switch (container)
            {
                case Dictionary<object, object?> entries:
                    foreach (var key in entries.Keys.ToArray())
                    {
                        entries[key] = NumpyGlobals.Finished(entries[key]);
                    }

                    break;
                case object?[] or List<object?>:
                    var items = (IList<object?>)container;
                    for (var i = 0; i < items.Count; i++)
                    {
                        items[i] = NumpyGlobals.Finished(items[i]);
                    }

                    break;
            }
        }

        return NumpyGlobals.Finished(Pop());
    }

    private object? Top() => stack.Count > 0 ? stack[^1] : throw new ArgumentException("The stack is empty.");

    private object? Pop() => PopMany(1)[0];

    private object?[] PopToMark() =>
        PopMany(stack.Count - (marks.TryPop(out var mark) ? mark : throw new ArgumentException("There is no mark.")));

    private object?[] PopMany(int count)
    {
        var values = stack.GetRange(stack.Count - count, count).ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return values;
    }

    private void AppendTo(params object?[] values) => ((List<object?>)Top()!).AddRange(values);

    private void SetItemsOf(Dictionary<object, object?>? fresh, object?[] pairs, bool push = false)
    {
        var target = fresh ?? (Dictionary<object, object?>)Top()!;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            target[pairs[i] is Python2Text name ? name.ToString() : pairs[i]!] = pairs[i + 1];
        }

        if (push)
        {
            Push(target);
        }
    }

    private void PushNamed(object?[] pair, int at) => Push(names.Find((string)pair[0]!, (string)pair[1]!, at));

    private void Call(object?[] functionAndArguments, int at) =>
        Push(functionAndArguments[0] is Func<object?[], object?> function
            ? function((object?[])functionAndArguments[1]!)
            : throw new InvalidDataException($"what is called at byte {at} is not a constructor of plain data"));
}
