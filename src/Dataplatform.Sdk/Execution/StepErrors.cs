using System.Reflection;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Execution;

/// <summary>Tells of an exception what its author needs: the message, and where in their own code it came from.</summary>
internal static class StepErrors
{
    public static StepError Describe(Exception exception)
    {
        exception = Unwrap(exception);
        return exception is DataplatformException
            ? new StepError(Redaction.Of(exception.Message), null, [])
            : new StepError(Redaction.Of(MessageOf(exception)), exception.GetType().FullName ?? exception.GetType().Name, StackFrames.OfAuthor(exception));
    }

    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Unwrap(first),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };

    // Causes say what really happened where the outer message only says that something did.
    private static string MessageOf(Exception exception)
    {
        var message = exception.Message;
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (!message.Contains(cause.Message, StringComparison.Ordinal))
            {
                message = $"{message} Cause: {cause.Message}";
            }
        }

        return message;
    }
}
