using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What is trained on. Whether the files are there, their readers tell.</summary>
internal sealed class DataValidator : AbstractValidator<DataDefinition>
{
    /// <summary>What a file of content is.</summary>
    public const string FileWords = "a file by its relative name, its SHA-256 in lower-case hexadecimal digits, and its length in bytes";

    public DataValidator(DefinitionVocabulary vocabulary)
    {
        RuleFor(d => d.Path).IsThere().IsText(DefinitionLimits.LongestPath);
        RuleFor(d => d.Format).IsThere().IsOneOf(vocabulary.Formats, "format");
        RuleFor(d => d.Key).IsText(DefinitionLimits.LongestPath);
        RuleFor(d => d.Groups).SetValidator(new GroupsValidator()!);
        RuleFor(d => d.Test).SetValidator(new TestFileValidator()!);
        RuleFor(d => d.Files).IsListOf(0, DefinitionLimits.MostFiles);
        RuleForEach(d => d.Files).IsThere()
            .Is(file => file is null || file.IsWellFormed, FileWords);
        RuleFor(d => d.Files).Must(files => files is null || files.Where(f => f is not null).GroupBy(f => f.Name).All(g => g.Count() == 1))
            .WithState((_, _) => new Complaint("'{field}' names each file once."));
    }

    private sealed class GroupsValidator : AbstractValidator<GroupsDefinition>
    {
        public GroupsValidator()
        {
            RuleFor(g => g.Column).IsThere().IsText(DefinitionLimits.LongestWord);
            RuleFor(g => g.File).IsText(DefinitionLimits.LongestPath);
        }
    }

    private sealed class TestFileValidator : AbstractValidator<TestFileDefinition>
    {
        public TestFileValidator()
        {
            RuleFor(t => t.Path).IsThere().IsText(DefinitionLimits.LongestPath);
            RuleFor(t => t.Key).IsText(DefinitionLimits.LongestPath);
        }
    }
}
