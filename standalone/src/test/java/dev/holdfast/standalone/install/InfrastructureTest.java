package dev.holdfast.standalone.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the certificates of gateway and backend: purposes, renewal and file permissions. */
class InfrastructureTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant A_YEAR_LATER = Instant.parse("2027-11-24T12:00:00Z");

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1");

    @TempDir
    Path folder;

    @Test
    void server_and_client_certificates_have_one_purpose_each() throws IOException, GeneralSecurityException {
        Infrastructure infrastructure = at(NOW);

        infrastructure.ensure(NAMES);

        X509Certificate authority = read(infrastructure, Infrastructure.AUTHORITY);
        X509Certificate server = read(infrastructure, Infrastructure.GATEWAY_SERVER);
        X509Certificate client = read(infrastructure, Infrastructure.GATEWAY_CLIENT);
        server.verify(authority.getPublicKey());
        client.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames()).hasSize(2);
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(client.getSubjectX500Principal().getName()).isEqualTo("CN=device-gateway");
    }

    @Test
    void only_the_owner_can_read_private_keys() throws IOException {
        Infrastructure infrastructure = at(NOW);

        infrastructure.ensure(NAMES);

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(infrastructure.key(Infrastructure.AUTHORITY))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_start_renews_only_leaf_certificates_near_expiry() throws IOException, GeneralSecurityException {
        at(NOW).ensure(NAMES);
        X509Certificate authority = read(at(NOW), Infrastructure.AUTHORITY);
        X509Certificate server = read(at(NOW), Infrastructure.GATEWAY_SERVER);

        at(NOW).ensure(NAMES);
        assertThat(read(at(NOW), Infrastructure.GATEWAY_SERVER)).isEqualTo(server);

        at(A_YEAR_LATER).ensure(NAMES);
        assertThat(read(at(NOW), Infrastructure.GATEWAY_SERVER)).isNotEqualTo(server);
        assertThat(read(at(NOW), Infrastructure.AUTHORITY)).isEqualTo(authority);
    }

    @Test
    void the_gateways_certificates_live_days_and_are_renewed_at_half_of_their_lifetime()
            throws IOException, GeneralSecurityException {
        at(NOW).ensure(NAMES);
        X509Certificate server = read(at(NOW), Infrastructure.GATEWAY_SERVER);
        X509Certificate client = read(at(NOW), Infrastructure.GATEWAY_CLIENT);
        X509Certificate backend = read(at(NOW), Infrastructure.BACKEND_SERVER);
        assertThat(server.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(client.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(30)));

        at(NOW.plus(Duration.ofHours(83))).renewGateway(NAMES);
        assertThat(read(at(NOW), Infrastructure.GATEWAY_SERVER)).isEqualTo(server);

        at(NOW.plus(Duration.ofHours(85))).renewGateway(NAMES);
        assertThat(read(at(NOW), Infrastructure.GATEWAY_SERVER)).isNotEqualTo(server);
        assertThat(read(at(NOW), Infrastructure.GATEWAY_CLIENT)).isEqualTo(client);

        at(NOW.plus(Duration.ofDays(16))).renewGateway(NAMES);
        assertThat(read(at(NOW), Infrastructure.GATEWAY_CLIENT)).isNotEqualTo(client);
        assertThat(read(at(NOW), Infrastructure.BACKEND_SERVER)).isEqualTo(backend);
    }

    @Test
    void a_certificate_without_its_key_is_renewed() throws IOException, GeneralSecurityException {
        at(NOW).ensure(NAMES);
        X509Certificate server = read(at(NOW), Infrastructure.GATEWAY_SERVER);
        Files.copy(
                at(NOW).key(Infrastructure.GATEWAY_CLIENT),
                at(NOW).key(Infrastructure.GATEWAY_SERVER),
                StandardCopyOption.REPLACE_EXISTING);

        at(NOW).ensure(NAMES);

        assertThat(read(at(NOW), Infrastructure.GATEWAY_SERVER)).isNotEqualTo(server);
    }

    @Test
    void a_start_with_other_gateway_names_renews_the_gateways_certificate_only()
            throws IOException, GeneralSecurityException {
        at(NOW).ensure(NAMES);
        X509Certificate backend = read(at(NOW), Infrastructure.BACKEND_SERVER);
        List<String> more = List.of("localhost", "127.0.0.1", "gw.example.org", "2001:db8::7");

        at(NOW).ensure(more);
        X509Certificate renamed = read(at(NOW), Infrastructure.GATEWAY_SERVER);
        at(NOW).ensure(more);

        assertThat(Objects.requireNonNull(renamed.getSubjectAlternativeNames()).stream()
                        .map(name -> String.valueOf(name.get(1))))
                .containsExactly("localhost", "127.0.0.1", "gw.example.org", "2001:db8:0:0:0:0:0:7");
        assertThat(read(at(NOW), Infrastructure.GATEWAY_SERVER)).isEqualTo(renamed);
        assertThat(read(at(NOW), Infrastructure.BACKEND_SERVER)).isEqualTo(backend);
    }

    private Infrastructure at(Instant now) {
        return new Infrastructure(folder, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static X509Certificate read(Infrastructure infrastructure, String name)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(infrastructure.certificate(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
