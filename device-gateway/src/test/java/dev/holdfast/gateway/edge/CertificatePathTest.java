package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Tests what NIST's suite omits: constraints of the root, and extended key usages. {@link PkitsTest} covers the rest. */
class CertificatePathTest {
    // Arbitrary extended key usages, one key for all certificates, and the extensions of a valid CA.
    private static final String UPDATE = "1.2.3.1";
    private static final String CUSTOMER = "1.2.3.2";
    private static final KeyPair KEY = pair();
    private static final Map<ASN1ObjectIdentifier, ASN1Encodable> AUTHORITY = Map.of(
            Extension.basicConstraints, new BasicConstraints(true),
            Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign));

    @Test
    void a_leaf_of_a_valid_chain_is_accepted() throws IdentityRefusedException {
        accept(
                UPDATE,
                certificate("CN=Policy", "CN=leaf", Map.of()),
                certificate("CN=Root", "CN=Policy", AUTHORITY),
                certificate("CN=Root", "CN=Root", AUTHORITY));
    }

    @Test
    void a_name_outside_the_name_constraints_is_refused() throws IdentityRefusedException {
        X509Certificate root = certificate(
                "O=Ours,CN=Root",
                "O=Ours,CN=Root",
                with(
                        Extension.nameConstraints,
                        new NameConstraints(
                                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name("O=Ours")))},
                                null)));

        accept(UPDATE, certificate("O=Ours,CN=Root", "O=Ours,CN=leaf", Map.of()), root);
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                certificate("O=Ours,CN=Root", "O=Theirs,CN=leaf", Map.of()),
                root);
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                certificate("O=Theirs,CN=Policy", "O=Ours,CN=leaf", Map.of()),
                certificate("O=Ours,CN=Root", "O=Theirs,CN=Policy", AUTHORITY),
                root);
    }

    @Test
    void a_usage_that_the_ca_does_not_allow_is_refused() throws IdentityRefusedException {
        X509Certificate root = certificate("CN=Root", "CN=Root", AUTHORITY);
        X509Certificate updates = certificate(
                "CN=Root",
                "CN=Updates",
                with(
                        Extension.extendedKeyUsage,
                        new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(UPDATE)))));
        X509Certificate leaf = certificate("CN=Updates", "CN=leaf", Map.of());

        accept(UPDATE, leaf, updates, root);
        refuse(RefusalReason.WRONG_USAGE, CUSTOMER, leaf, updates, root);
        // The limit also applies to leaves of a CA further down that has no extended key usages.
        refuse(
                RefusalReason.WRONG_USAGE,
                CUSTOMER,
                certificate("CN=Below", "CN=leaf", Map.of()),
                certificate("CN=Updates", "CN=Below", AUTHORITY),
                updates,
                root);
    }

    @Test
    void a_root_without_ca_constraint_is_refused() {
        X509Certificate leaf = certificate("CN=Root", "CN=leaf", Map.of());

        refuse(RefusalReason.UNTRUSTED_CHAIN, UPDATE, leaf, certificate("CN=Root", "CN=Root", Map.of()));
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                leaf,
                certificate(
                        "CN=Root",
                        "CN=Root",
                        Map.of(
                                Extension.basicConstraints, new BasicConstraints(true),
                                Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature))));
    }

    @Test
    void a_path_longer_than_the_root_allows_is_refused() {
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                certificate("CN=Policy", "CN=leaf", Map.of()),
                certificate("CN=Root", "CN=Policy", AUTHORITY),
                certificate("CN=Root", "CN=Root", with(Extension.basicConstraints, new BasicConstraints(0))));
    }

    @Test
    void a_leaf_that_is_an_authority_is_refused() {
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                certificate("CN=Root", "CN=leaf", AUTHORITY),
                certificate("CN=Root", "CN=Root", AUTHORITY));
    }

    @Test
    void a_path_with_a_ca_without_key_usage_is_refused() {
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                certificate("CN=Policy", "CN=leaf", Map.of()),
                certificate("CN=Root", "CN=Policy", Map.of(Extension.basicConstraints, new BasicConstraints(true))),
                certificate("CN=Root", "CN=Root", AUTHORITY));
    }

    @Test
    void a_leaf_whose_key_is_not_for_signatures_is_refused() {
        refuse(
                RefusalReason.UNTRUSTED_CHAIN,
                UPDATE,
                certificate("CN=Root", "CN=leaf", Map.of(Extension.keyUsage, new KeyUsage(KeyUsage.keyAgreement))),
                certificate("CN=Root", "CN=Root", AUTHORITY));
    }

    @Test
    void an_expired_path_is_refused_as_out_of_validity() {
        assertThatThrownBy(() -> CertificatePath.require(
                        List.of(
                                certificate("CN=Root", "CN=leaf", Map.of()),
                                certificate("CN=Root", "CN=Root", AUTHORITY)),
                        UPDATE,
                        Instant.now().plus(Duration.ofHours(2))))
                .isInstanceOfSatisfying(
                        IdentityRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RefusalReason.OUT_OF_VALIDITY));
    }

    @Test
    void a_malformed_extension_causes_no_other_exception_than_a_refusal() {
        X509Certificate root = certificate("CN=Root", "CN=Root", AUTHORITY);
        for (ASN1ObjectIdentifier type : List.of(
                Extension.basicConstraints,
                Extension.keyUsage,
                Extension.extendedKeyUsage,
                Extension.nameConstraints,
                Extension.certificatePolicies,
                Extension.policyConstraints,
                Extension.policyMappings,
                Extension.subjectAlternativeName,
                Extension.authorityKeyIdentifier)) {
            X509Certificate leaf = certificate("CN=Policy", "CN=leaf", Map.of(type, new DERUTF8String("malformed")));
            X509Certificate policy = certificate("CN=Root", "CN=Policy", with(type, new DERUTF8String("malformed")));

            assertThat(catchThrowable(() -> accept(UPDATE, leaf, policy, root)))
                    .as(type.getId())
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            refused -> assertThat(refused).isInstanceOf(IdentityRefusedException.class));
        }
    }

    /** Requires a valid path, leaf first. */
    private static void accept(String usage, X509Certificate... path) throws IdentityRefusedException {
        CertificatePath.require(List.of(path), usage, Instant.now());
    }

    private static void refuse(RefusalReason reason, String usage, X509Certificate... path) {
        assertThatThrownBy(() -> accept(usage, path))
                .isInstanceOfSatisfying(
                        IdentityRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** Returns the extensions of a valid CA with one added or replaced. */
    private static Map<ASN1ObjectIdentifier, ASN1Encodable> with(ASN1ObjectIdentifier id, ASN1Encodable value) {
        Map<ASN1ObjectIdentifier, ASN1Encodable> extensions = new HashMap<>(AUTHORITY);
        extensions.put(id, value);
        return extensions;
    }

    /** Creates a certificate that expires in an hour. */
    private static X509Certificate certificate(
            String issuer, String subject, Map<ASN1ObjectIdentifier, ASN1Encodable> extensions) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.TEN,
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofHours(1))),
                    new X500Name(subject),
                    KEY.getPublic());
            for (var extension : extensions.entrySet()) {
                // Java's parser refuses malformed extensions itself when they are critical.
                boolean isCritical = !(extension.getValue() instanceof DERUTF8String);
                builder.addExtension(extension.getKey(), isCritical, extension.getValue());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEY.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
