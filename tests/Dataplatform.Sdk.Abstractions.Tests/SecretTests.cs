using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class SecretTests
{
    private const string Value = "pa\"ss wörd-7101";

    [Fact]
    public void Only_reveal_gives_the_value() => new Secret<string>(Value).Reveal().ShouldBe(Value);

    [Fact]
    public void However_it_is_written_it_is_three_asterisks()
    {
        var secret = new Secret<string>(Value);

        secret.ToString().ShouldBe("***");
        secret.ToString("G", CultureInfo.InvariantCulture).ShouldBe("***");
        $"{secret}|{secret,5}|{secret:x}".ShouldBe("***|  ***|***");
        string.Format(CultureInfo.InvariantCulture, "{0}", secret).ShouldBe("***");
        new Account("ada", secret).ToString().ShouldBe("Account { Name = ada, Password = *** }");
    }

    [Fact]
    public void Json_has_it_as_three_asterisks_wherever_it_stands()
    {
        JsonSerializer.Serialize(new Account("ada", new(Value))).ShouldBe("""{"Name":"ada","Password":"***"}""");
        JsonSerializer.Serialize(new Dictionary<string, Secret<int>> { ["pin"] = new(471_102) }).ShouldBe("""{"pin":"***"}""");
        JsonSerializer.Serialize<object>(new[] { new Secret<string>(Value) }).ShouldBe("""["***"]""");
    }

    [Fact]
    public void It_is_not_read_from_json() =>
        Should.Throw<NotSupportedException>(() => JsonSerializer.Deserialize<Account>("""{"Name":"ada","Password":"***"}""")).Message.ShouldContain("[Config]");

    [Fact]
    public void Secrets_are_equal_by_value_and_their_hash_does_not_tell_it()
    {
        var (first, same, other) = (new Secret<string>(Value), new Secret<string>(Value), new Secret<string>("another-7102"));

        first.ShouldBe(same);
        first.ShouldNotBe(other);
        first.GetHashCode().ShouldBe(other.GetHashCode());
        new Secret<int>(471_103).ShouldBe(new Secret<int>(471_103));
    }

    [Fact]
    public void Its_text_is_taken_out_of_other_texts_as_it_is_in_an_address_and_in_json()
    {
        _ = new Secret<string>(Value);

        Redaction.Of($"login with {Value} failed").ShouldBe("login with *** failed");
        Redaction.Of($"GET https://shop/?key={Uri.EscapeDataString(Value)}&n=1").ShouldBe("GET https://shop/?key=***&n=1");
        Redaction.Of(JsonSerializer.Serialize(new { key = Value })).ShouldBe("""{"key":"***"}""");
    }

    [Fact]
    public void The_longer_of_two_secrets_goes_first()
    {
        _ = new Secret<string>("stem-7104");
        _ = new Secret<string>("stem-7104-and-more");

        Redaction.Of("stem-7104-and-more, stem-7104").ShouldBe("***, ***");
    }

    [Fact]
    public void What_would_be_found_everywhere_is_left()
    {
        _ = new Secret<string>("abc");
        _ = new Secret<bool>(true);
        _ = new Secret<DayOfWeek>(DayOfWeek.Monday);
        _ = new Secret<string>("     ");

        const string Text = "abc on Monday is True     .";
        Redaction.Of(Text).ShouldBeSameAs(Text);
    }

    private sealed record Account(string Name, Secret<string> Password);
}
