package dev.sluice.function.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.webhook.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHttpsTest {

    private static final Duration BUDGET = Duration.ofSeconds(2);
    private static final SSLSocketFactory TLS = TestTls.get().getSocketFactory();
    private static final Fetched REFUSED = new Fetched.Failed(Reason.ISSUER_ADDRESS_REFUSED);
    private static final Fetched UNAVAILABLE = new Fetched.Failed(Reason.KEYS_UNAVAILABLE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "10.0.0.1"
            })
    void noPrivateAddressIsCalledHoweverItIsWritten(String host) {
        try (TestIssuer issuer = new TestIssuer()) {
            SafeHttps https = new SafeHttps(TLS, InetAddress::getAllByName, PublicAddress::isPublic);
            String url = issuer.url(host) + TestIssuer.DISCOVERY;

            // some of them the JDK takes for a name, and that name has no address
            assertThat(https.fetch(url, BUDGET)).isIn(REFUSED, UNAVAILABLE);
            assertThat(issuer.calls()).isZero();
        }
    }

    @Test
    void aNameThatLeadsToAPrivateAddressIsNotCalled() {
        try (TestIssuer issuer = new TestIssuer()) {
            for (String url : List.of(issuer.url("localhost"), issuer.url("issuer.test"))) {
                SafeHttps https = new SafeHttps(TLS, host -> loopback(), PublicAddress::isPublic);

                assertThat(https.fetch(url + TestIssuer.DISCOVERY, BUDGET)).isEqualTo(REFUSED);
            }
            assertThat(issuer.calls()).isZero();
        }
    }

    @Test
    void theAddressThatWasCheckedIsTheOneThatIsCalled() {
        try (TestIssuer issuer = new TestIssuer()) {
            AtomicInteger lookUps = new AtomicInteger();
            // the system's own resolver knows no such name; the second answer is a trap
            Resolver resolver = host -> lookUps.incrementAndGet() == 1
                    ? loopback()
                    : new InetAddress[] {InetAddress.getByName("192.0.2.1")};
            SafeHttps https = new SafeHttps(TLS, resolver, InetAddress::isLoopbackAddress);

            assertThat(https.fetch(issuer.url("issuer.test") + TestIssuer.DISCOVERY, BUDGET))
                    .isInstanceOf(Fetched.Document.class);
            assertThat(lookUps).hasValue(1);
        }
    }

    @Test
    void ofSeveralAddressesAnAllowedOneIsCalled() {
        try (TestIssuer issuer = new TestIssuer()) {
            Resolver resolver =
                    host -> new InetAddress[] {InetAddress.getByName("10.0.0.1"), InetAddress.getLoopbackAddress()};
            SafeHttps https = new SafeHttps(TLS, resolver, InetAddress::isLoopbackAddress);

            assertThat(https.fetch(issuer.url("issuer.test") + TestIssuer.DISCOVERY, BUDGET))
                    .isInstanceOf(Fetched.Document.class);
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        try (TestIssuer issuer = new TestIssuer()) {
            SafeHttps https = new SafeHttps(TLS, host -> loopback(), address -> true);

            assertThat(https.fetch(issuer.url("other.test") + TestIssuer.DISCOVERY, BUDGET))
                    .isEqualTo(UNAVAILABLE);
            assertThat(issuer.calls()).isZero();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        try (TestIssuer issuer = new TestIssuer()) {
            SafeHttps https = new SafeHttps(
                    (SSLSocketFactory) SSLSocketFactory.getDefault(), host -> loopback(), address -> true);

            assertThat(https.fetch(issuer.url() + TestIssuer.DISCOVERY, BUDGET)).isEqualTo(UNAVAILABLE);
            assertThat(issuer.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "ftp://localhost/",
                "file:///etc/passwd",
                "jar:https://localhost/x.jar!/",
                "https:///x",
                "https:x",
                "https://user@localhost/",
                "https://user:password@localhost/",
                "https://localhost/#x",
                "https://local host/",
                "//localhost/",
                "localhost",
                ""
            })
    void anUrlOfAnotherKindIsRefused(String url) {
        SafeHttps https = new SafeHttps(TLS, host -> loopback(), address -> true);

        assertThat(https.fetch(url, BUDGET)).isEqualTo(REFUSED);
    }

    @Test
    void aNameWithoutAnAddressIsUnavailable() {
        SafeHttps https = new SafeHttps(
                TLS,
                host -> {
                    throw new UnknownHostException(host);
                },
                address -> true);

        assertThat(https.fetch("https://issuer.test/", BUDGET)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aSlowLookUpCountsAsPartOfTheCall() {
        SafeHttps https = new SafeHttps(
                TLS,
                host -> {
                    try {
                        Thread.sleep(Duration.ofSeconds(10));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return loopback();
                },
                address -> true);
        long start = System.nanoTime();

        assertThat(https.fetch("https://issuer.test/", Duration.ofMillis(300))).isEqualTo(UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void nothingIsCalledWhenNoTimeIsLeft() {
        SafeHttps https = new SafeHttps(
                TLS,
                host -> {
                    throw new AssertionError();
                },
                address -> true);

        assertThat(https.fetch("https://issuer.test/", Duration.ZERO)).isEqualTo(UNAVAILABLE);
        assertThat(https.fetch("https://issuer.test/", Duration.ofSeconds(-1))).isEqualTo(UNAVAILABLE);
    }

    private static InetAddress[] loopback() {
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
}
