using System.Globalization;

namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>Reads a constraint by recursive descent, a method a level of precedence.</summary>
internal sealed class Parser
{
    /// <summary>Characters of the longest constraint that is read.</summary>
    private const int Longest = 2000;

    /// <summary>Levels of parentheses and signs; what nests without end would overflow the stack.</summary>
    private const int Deepest = 50;

    private const string Sample = "such as 'filters * kernel <= 4096'";
    private static readonly string[] Relations = ["<", "<=", ">", ">=", "==", "!="];

    private readonly List<Token> tokens;
    private int at;
    private int depth;

    /// <param name="text">The constraint.</param>
    /// <exception cref="ConstraintSyntaxException">It is too long, or a character has no place in it.</exception>
    public Parser(string text)
    {
        if (text.Length > Longest)
        {
            throw new ConstraintSyntaxException(1, $"a constraint has at most {Longest} characters; make two of it.");
        }

        tokens = new Lexer(text).Tokens();
    }

    private Token Here => tokens[at];

    /// <summary>The condition that the text states.</summary>
    /// <exception cref="ConstraintSyntaxException">It states none.</exception>
    public Truth Parse()
    {
        if (Here.Kind is TokenKind.End)
        {
            throw new ConstraintSyntaxException(1, $"the constraint is empty; write a condition, {Sample}.");
        }

        var expression = Or();
        if (Here.Kind is not TokenKind.End)
        {
            throw Unexpected("'and', 'or' or the end");
        }

        return AsTruth(expression, "a constraint is a condition");
    }

    private Expression Or() => Chain(And, "or", decisive: true);

    private Expression And() => Chain(Not, "and", decisive: false);

    private Expression Chain(Func<Expression> next, string word, bool decisive)
    {
        var left = next();
        while (Here.Is(word))
        {
            var token = Take();
            var joins = $"'{word}' joins conditions";
            left = new Junction(token.Column, decisive, AsTruth(left, joins), AsTruth(next(), joins));
        }
        return left;
    }

    private Expression Not()
    {
        if (!Here.Is("not"))
        {
            return Relation();
        }

        var token = Take();
        return new Negation(token.Column, AsTruth(Nested(Not), "'not' negates a condition"));
    }

    private Expression Relation()
    {
        var left = Sum();
        if (Here.Is("in"))
        {
            return In(left, Take());
        }

        if (Here.Is("not") && tokens[at + 1].Is("in"))
        {
            var not = Take();
            return new Negation(not.Column, In(left, Take()));
        }
        if (!Relations.Any(Here.Is))
        {
            return left;
        }

        Truth? chain = null;
        while (Relations.Any(Here.Is))
        {
            var sign = Take();
            var (a, b) = (AsTerm(left, sign), AsTerm(left = Sum(), sign));
            var comparison = new Comparison(sign.Column, sign.Text, a, b);
            chain = chain is null ? comparison : new Junction(sign.Column, Decisive: false, chain, comparison);
        }
        return chain!;
    }

    private Membership In(Expression left, Token word)
    {
        Expect("[", "a list in brackets, such as [1, 2]");
        var items = new List<Term>();
        do
        {
            items.Add(AsTerm(Sum(), word));
        }
        while (TryTake(","));
        Expect("]", "',' or ']'");
        return new Membership(word.Column, AsTerm(left, word), items);
    }

    private Expression Sum() => Arithmetic(Product, "+", "-");

    private Expression Product() => Arithmetic(Sign, "*", "/", "%");

    private Expression Arithmetic(Func<Expression> next, params string[] signs)
    {
        var left = next();
        while (signs.Any(Here.Is))
        {
            var sign = Take();
            left = new ArithmeticTerm(sign.Column, sign.Text, AsTerm(left, sign), AsTerm(next(), sign));
        }
        return left;
    }

    private Expression Sign()
    {
        if (!Here.Is("-"))
        {
            return Power();
        }

        var sign = Take();
        return new ArithmeticTerm(sign.Column, "-", new ConstantTerm(sign.Column, new Operand(0)), AsTerm(Nested(Sign), sign));
    }

    private Expression Power()
    {
        var left = Primary();
        if (!Here.Is("^"))
        {
            return left;
        }

        var sign = Take();
        return new ArithmeticTerm(sign.Column, "^", AsTerm(left, sign), AsTerm(Nested(Sign), sign)); // 2 ^ 3 ^ 2 is 2 ^ 9
    }

    private Expression Primary()
    {
        var token = Here;
        switch (token.Kind)
        {
            case TokenKind.Number:
                at++;
                return new ConstantTerm(token.Column,
                    new Operand(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture)));
            case TokenKind.Choice:
                at++;
                return new ConstantTerm(token.Column, Operand.Of(token.Text));
            case TokenKind.Name:
                at++;
                return new ParameterTerm(token.Column, token.Text);
            case TokenKind.Sign when token.Is("("):
                at++;
                var inner = Nested(Or);
                Expect(")", $"')' for the '(' at column {token.Column}");
                return inner;
            default:
                throw Unexpected("a parameter, a number, a choice in quotes or '('");
        }
    }

    private Expression Nested(Func<Expression> inner)
    {
        if (++depth > Deepest)
        {
            throw new ConstraintSyntaxException(Here.Column, "this is nested too deeply; make several constraints of it.");
        }

        var expression = inner();
        depth--;
        return expression;
    }

    private Token Take() => tokens[at++];

    private bool TryTake(string sign)
    {
        if (!Here.Is(sign))
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(string sign, string words)
    {
        if (!TryTake(sign))
        {
            throw Unexpected(words);
        }
    }

    private ConstraintSyntaxException Unexpected(string wanted) => new(Here.Column, $"{wanted} should stand here, not {Here}.");

    private static Truth AsTruth(Expression expression, string rule) => expression as Truth
        ?? throw new ConstraintSyntaxException(expression.Column, $"{rule}, {Sample}; this is {expression.Kind}.");

    private static Term AsTerm(Expression expression, Token sign) => expression as Term
        ?? throw new ConstraintSyntaxException(expression.Column,
            $"{sign} wants a value beside it; this is {expression.Kind}, which is true or false.");
}
