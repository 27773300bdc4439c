package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHostTest {

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com,        https://hooks.example.com/hook/ab",
        "https://hooks.example.com/,       https://hooks.example.com/hook/ab",
        "https://hooks.example.com:8443/a, https://hooks.example.com:8443/a/hook/ab",
        "https://x.execute-api.eu-west-1.amazonaws.com/prod/,"
                + " https://x.execute-api.eu-west-1.amazonaws.com/prod/hook/ab",
        "http://localhost:8080,            http://localhost:8080/hook/ab",
        "http://127.0.0.1:8080,            http://127.0.0.1:8080/hook/ab",
        "http://[::1]:8080,                http://[::1]:8080/hook/ab",
    })
    void aPathIsPutBehindIt(String host, String url) {
        assertThat(new WebhookHost(host).url("ab")).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "hooks.example.com:443",
                "//hooks.example.com",
                "http://hooks.example.com",
                "http://localhost.example.com",
                "ftp://hooks.example.com",
                "https://",
                "https:///prod",
                "https://hooks.example.com?stage=prod",
                "https://hooks.example.com/#prod",
                "https://user:password@hooks.example.com",
                "https://hooks example.com",
                "https://hooks.example.com/\n",
            })
    void whatIsNoneIsRefusedWithWhatIsAllowed(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookHost(host))
                .withMessageContaining("must be https://HOST");
    }
}
