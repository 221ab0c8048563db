package dev.holdfast.backend.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.backend.pki.issuing.IssueCertificates;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.pki.vault.Pkcs12KeyVault;
import dev.holdfast.backend.pki.vault.TestKeys;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificate profiles, checked with zlint and OpenSSL. */
class ProfilesTest {
    private static final UUID CATALOG = UUID.randomUUID();

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
    void zlint_reports_only_the_long_common_name_of_devices() throws GeneralSecurityException {
        ZLint zLint = new ZLint(folder);

        Map<String, String> issued = issued();

        assertThat(issued).hasSize(7);
        issued.forEach((what, pem) -> assertThat(zLint.findings(pem))
                .as(what)
                .containsExactlyElementsOf(
                        what.startsWith("leaf")
                                // A device ID has 128 characters, as in Azure Sphere. X.520 allows 64.
                                ? List.of("error e_subject_common_name_max_length")
                                : List.of()));
    }

    @Test
    void the_hierarchy_is_p384_p384_p256_p256() throws GeneralSecurityException {
        Map<String, String> issued = issued();

        assertThat(openSsl.text(pem(issued, "root"))).contains("secp384r1", "ecdsa-with-SHA384", "pathlen:2");
        assertThat(openSsl.text(pem(issued, "policy"))).contains("secp384r1", "ecdsa-with-SHA384", "pathlen:1");
        assertThat(openSsl.text(pem(issued, "catalog"))).contains("prime256v1", "ecdsa-with-SHA384", "pathlen:0");
        assertThat(openSsl.text(pem(issued, "leaf CUSTOMER"))).contains("prime256v1", "ecdsa-with-SHA256");
    }

    @Test
    void a_proof_of_possession_verifies_only_under_its_own_authority() throws GeneralSecurityException {
        String proof = pem(issued(), "proof");

        assertThat(openSsl.text(proof)).contains("Subject: CN=3F9A-verification");
        assertThat(openSsl.verify(
                        vault.root().pem(), proof + authority.authority().chainWithoutRoot()))
                .endsWith("leaf.pem: OK\n");
        CatalogAuthority other = TestAuthorities.create(vault, CATALOG, 2);
        assertThat(openSsl.verify(vault.root().pem(), proof + other.authority().chainWithoutRoot()))
                .contains("exit 2");
    }

    @Test
    void openssl_reads_the_chain_from_pkcs7() {
        assertThat(openSsl.certificatesOf(
                        Pkcs7.all(authority.authority().chain()).bytes()))
                .containsExactlyInAnyOrder(
                        "subject=O=Holdfast, CN=Holdfast " + CATALOG,
                        "subject=O=Holdfast, CN=Holdfast Policy CA",
                        "subject=O=Holdfast, CN=Holdfast Root");
    }

    @Test
    void a_catalogs_authority_contains_the_policy_authoritys_revocation_addresses() throws GeneralSecurityException {
        Map<String, String> issued = issued();
        String telling = pem(issued, "catalog with addresses");

        assertThat(openSsl.text(telling))
                .contains(
                        "URI:http://holdfast.example/pki/crl/policy",
                        "OCSP - URI:http://holdfast.example/pki/ocsp/policy",
                        "CA Issuers - URI:http://holdfast.example/pki/ca/policy");
        assertThat(openSsl.text(pem(issued, "policy"))).doesNotContain("URI:");
    }

    private static String pem(Map<String, String> issued, String what) {
        return Objects.requireNonNull(issued.get(what));
    }

    /** Returns one certificate of each kind in PEM, by its name in these tests. */
    private Map<String, String> issued() throws GeneralSecurityException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("root", vault.root().pem());
        all.put("policy", vault.policyAuthority().pem());
        all.put("catalog", authority.authority().pem());
        all.put(
                "catalog with addresses",
                new AuthorityCertificates(Optional.of(new RevocationAddresses("http://holdfast.example")))
                        .catalog(
                                vault.policyAuthority(),
                                CATALOG,
                                TestKeys.handle(
                                        TestKeys.generate(SigningAlgorithm.ECDSA_P256), SigningAlgorithm.ECDSA_P256),
                                Instant.now())
                        .pem());
        for (CertificateUse use : CertificateUse.values()) {
            P256PublicKey key = P256PublicKey.of(
                    (ECPublicKey) TestKeys.generate(SigningAlgorithm.ECDSA_P256).getPublic());
            all.put(
                    "leaf " + use,
                    new IssueCertificates(InstantSource.system())
                            .issue(authority, new DeviceId(key), key, use)
                            .chain());
        }
        X509CertificateHolder proof = new AuthorityCertificates()
                .proof(
                        authority.authority(),
                        "3F9A-verification",
                        TestKeys.generate(SigningAlgorithm.ECDSA_P256).getPublic(),
                        Instant.now(),
                        Instant.now().plus(Duration.ofDays(7)));
        all.put("proof", Pem.certificate(proof));
        return all;
    }
}
