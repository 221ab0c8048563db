package dev.holdfast.backend.pki.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.SerialNumbers;
import dev.holdfast.backend.pki.certificate.TestAuthorities;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.pki.vault.Pkcs12KeyVault;
import dev.holdfast.backend.pki.vault.TestKeys;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Device certificates, checked with OpenSSL. */
class IssueCertificatesTest {
    private static final UUID CATALOG = UUID.fromString("6f1b5a9e-52c4-4f0a-9d7e-0c1d2e3f4a5b");

    @TempDir
    Path folder;

    private KeyVault vault;
    private CatalogAuthority authority;
    private OpenSsl openSsl;

    @BeforeEach
    void open() {
        vault = Pkcs12KeyVault.open(folder.resolve("keys"), "a passphrase".toCharArray(), InstantSource.system());
        authority = TestAuthorities.create(vault, CATALOG, 1);
        openSsl = new OpenSsl(folder);
    }

    @Test
    void openssl_accepts_the_chain_of_either_certificate_strictly() throws GeneralSecurityException {
        for (CertificateUse use : CertificateUse.values()) {
            IssuedCertificate issued = issuer().issue(authority, device(), key(), use);

            assertThat(openSsl.verify(vault.root().pem(), issued.chain())).endsWith("leaf.pem: OK\n");
        }
    }

    @Test
    void openssl_refuses_the_chain_under_another_installations_root() throws GeneralSecurityException {
        KeyVault other =
                Pkcs12KeyVault.open(folder.resolve("other"), "a passphrase".toCharArray(), InstantSource.system());
        IssuedCertificate issued = issuer().issue(authority, device(), key(), CertificateUse.CUSTOMER);

        assertThat(openSsl.verify(other.root().pem(), issued.chain())).contains("exit 2");
    }

    @Test
    void certificates_contain_revocation_addresses_if_a_public_address_is_configured() throws GeneralSecurityException {
        IssueCertificates withAddress =
                new IssueCertificates(InstantSource.system(), Optional.of("http://holdfast.example/"));
        IssuedCertificate issued = withAddress.issue(authority, device(), key(), CertificateUse.CUSTOMER);

        assertThat(openSsl.text(issued.chain()))
                .contains("URI:http://holdfast.example/pki/crl/" + authority.id())
                .contains("OCSP - URI:http://holdfast.example/pki/ocsp/" + authority.id())
                .contains("CA Issuers - URI:http://holdfast.example/pki/ca/" + authority.id());
        assertThat(openSsl.verify(vault.root().pem(), issued.chain())).endsWith("leaf.pem: OK\n");
        assertThat(openSsl.text(issuer().issue(authority, device(), key(), CertificateUse.CUSTOMER)
                        .chain()))
                .doesNotContain("CRL Distribution");
    }

    @Test
    void a_certificate_names_one_device_and_one_use() throws GeneralSecurityException {
        DeviceId device = device();
        String customer = openSsl.text(issuer().issue(authority, device, key(), CertificateUse.CUSTOMER)
                .chain());
        String update = openSsl.text(
                issuer().issue(authority, device, key(), CertificateUse.UPDATE).chain());

        assertThat(customer)
                .contains("Subject: CN=" + device.text())
                .contains("Issuer: O=Holdfast, CN=Holdfast " + CATALOG)
                .contains("TLS Web Client Authentication, " + DeviceProtocol.CUSTOMER_USAGE)
                .doesNotContain(DeviceProtocol.UPDATE_USAGE)
                .contains("X509v3 Key Usage: critical\n                Digital Signature\n");
        assertThat(update)
                .contains("TLS Web Client Authentication, " + DeviceProtocol.UPDATE_USAGE)
                .doesNotContain(DeviceProtocol.CUSTOMER_USAGE);
    }

    @Test
    void a_catalogs_authority_may_certify_devices_only() {
        assertThat(openSsl.text(authority.authority().pem())).contains("CA:TRUE, pathlen:0");
        assertThat(openSsl.text(vault.policyAuthority().pem())).contains("CA:TRUE, pathlen:1");
    }

    @Test
    void a_certificate_is_valid_for_24_hours() throws GeneralSecurityException {
        InstantSource clock = InstantSource.fixed(InstantSource.system().instant());

        IssuedCertificate issued =
                new IssueCertificates(clock).issue(authority, device(), key(), CertificateUse.CUSTOMER);

        assertThat(issued.notAfter())
                .isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(24)));
    }

    @Test
    void no_certificate_outlives_its_authority() throws GeneralSecurityException {
        IssueCertificates late = new IssueCertificates(
                InstantSource.fixed(authority.authority().notAfter().minus(Duration.ofHours(23))));
        P256PublicKey key = key();
        DeviceId device = device();

        assertThatThrownBy(() -> late.issue(authority, device, key, CertificateUse.CUSTOMER))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("renew");
    }

    @Test
    void a_key_off_the_curve_gets_no_certificate() throws GeneralSecurityException {
        DeviceId device = device();
        P256PublicKey nonsense = P256PublicKey.of(new byte[P256PublicKey.LENGTH]);

        assertThatThrownBy(() -> issuer().issue(authority, device, nonsense, CertificateUse.UPDATE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void serial_numbers_have_sixteen_bytes_and_do_not_repeat() {
        SerialNumbers numbers = new SerialNumbers();
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            var number = numbers.next();
            assertThat(number.toByteArray()).hasSize(16);
            assertThat(number.signum()).isPositive();
            assertThat(seen.add(number)).isTrue();
        }
    }

    @Test
    void a_restored_backend_repeats_no_serial_number() throws GeneralSecurityException, IOException {
        Path backup = Files.createDirectories(folder.resolve("backup"));
        Files.copy(folder.resolve("keys/holdfast-keys.p12"), backup.resolve("holdfast-keys.p12"));
        KeyVault restored = Pkcs12KeyVault.open(backup, "a passphrase".toCharArray(), InstantSource.system());
        CatalogAuthority same = new CatalogAuthority(
                authority.id(),
                authority.generation(),
                authority.activeFrom(),
                null,
                authority.leafLifetime(),
                CertificateAuthority.below(
                        restored.policyAuthority(),
                        restored.key(authority.id()).orElseThrow(),
                        authority.authority().certificate()));
        P256PublicKey key = key();
        Set<Object> seen = new HashSet<>();

        for (int i = 0; i < 500; i++) {
            seen.add(issuer().issue(authority, device(), key, CertificateUse.UPDATE)
                    .serialNumber());
            seen.add(issuer().issue(same, device(), key, CertificateUse.UPDATE).serialNumber());
        }

        assertThat(seen).hasSize(1_000);
    }

    private static IssueCertificates issuer() {
        return new IssueCertificates(InstantSource.system());
    }

    private static DeviceId device() throws GeneralSecurityException {
        return new DeviceId(key());
    }

    /** Returns a new public key. */
    private static P256PublicKey key() throws GeneralSecurityException {
        return P256PublicKey.of(
                (ECPublicKey) TestKeys.generate(SigningAlgorithm.ECDSA_P256).getPublic());
    }
}
