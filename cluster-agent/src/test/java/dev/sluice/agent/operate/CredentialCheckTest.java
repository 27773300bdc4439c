package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialCheckTest {

    @ParameterizedTest
    @CsvSource({
        "github,       signature",
        "bitbucket,    signature",
        "generic-hmac, signature",
        "nexus,        signature",
        "gitlab,       token",
        "harbor,       token",
        "gcr,          ID token",
        "generic-oidc, ID token",
        "generic,      no",
        "dockerhub,    no",
        "quay,         no",
        "acr,          no",
        "cdevents,     no",
        "smoke-signal, unknown type",
    })
    void aTypeChecksWhatTheFunctionChecks(String type, String label) {
        assertThat(CredentialCheck.of(type).label()).isEqualTo(label);
    }
}
