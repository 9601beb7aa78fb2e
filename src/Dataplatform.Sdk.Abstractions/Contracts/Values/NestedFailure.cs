namespace Dataplatform.Sdk;

/// <summary>Tells where within a column a value is that could not be converted.</summary>
internal static class NestedFailure
{
    public static DataplatformException Null() => new("It is null, and the member is not nullable. Make the member nullable, or fill it.");

    public static DataplatformException Missing() => new("It is missing, and the member is not nullable. Make the member nullable, or fill it.");

    /// <summary>The same failure, seen from around the value.</summary>
    /// <param name="step">How the value is reached from there: <c>[]</c> for an element, <c>.amount</c> for a field.</param>
    /// <param name="failure">What was thrown.</param>
    public static DataplatformException Within(string step, Exception failure)
    {
        var (path, reason, cause) = Place(failure);
        return new DataplatformException(reason, cause) { Path = step + path, Reason = reason };
    }

    /// <summary>Where within a value the failure happened, why, and what was thrown there.</summary>
    public static (string Path, string Reason, Exception Cause) Place(Exception failure) =>
        failure is DataplatformException { Path: { } path, Reason: { } reason, InnerException: var cause } ? (path, reason, cause ?? failure) : (string.Empty, failure.Message, failure);
}
