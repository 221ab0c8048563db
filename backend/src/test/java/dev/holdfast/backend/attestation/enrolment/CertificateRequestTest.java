package dev.holdfast.backend.attestation.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

/** Certificate requests (PKCS #10) of EST clients. */
class CertificateRequestTest {
    private static final String P256 = "SHA256withECDSA";

    private final DeviceId device = new TestChip().device();
    private final KeyPair key = Requests.key();

    @Test
    void a_request_signed_by_its_key_is_accepted() {
        assertThat(CertificateRequest.read(Requests.of(device, key).bytes()).key())
                .isEqualTo(Requests.publicKey(key));
    }

    @Test
    void the_requested_name_of_a_chip_is_ignored() {
        assertThat(CertificateRequest.read(signed(Requests.builder(new X500Name("CN=127.0.0.1"), key)))
                        .key())
                .isEqualTo(Requests.publicKey(key));
    }

    /** The name of a request for renewal is that of the device, or empty. */
    @Test
    void renewal_needs_the_same_name_or_none() {
        X500Name nobody = new X500Name(new RDN[0]);
        for (X500Name good : List.of(Requests.name(device.text()), nobody)) {
            CertificateRequest.read(signed(Requests.builder(good, key))).requireNameOf(device);
        }
        for (X500Name bad : List.of(
                Requests.name(new TestChip().device().text()),
                new X500Name("CN=127.0.0.1"),
                new X500Name("CN=a,O=b"),
                new X500Name("O=b"))) {
            CertificateRequest request = CertificateRequest.read(signed(Requests.builder(bad, key)));
            assertThatThrownBy(() -> request.requireNameOf(device))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("subject");
        }
    }

    @Test
    void a_request_signed_by_another_key_is_refused() {
        assertRefused(
                Requests.signed(Requests.builder(Requests.name(device.text()), key), Requests.key(), P256),
                "signature is invalid");
    }

    @Test
    void flipped_bits_are_refused() {
        byte[] request = Requests.of(device, key).bytes();
        // Every third bit, to save time.
        for (int bit = 0; bit < request.length * Byte.SIZE; bit += 3) {
            byte[] flipped = request.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThatThrownBy(() -> CertificateRequest.read(flipped))
                    .as("bit " + bit)
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void keys_of_other_kinds_and_curves_are_refused() throws GeneralSecurityException {
        KeyPair larger = Requests.key("secp384r1");
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair other = rsa.generateKeyPair();

        assertRefused(
                Requests.signed(Requests.builder(Requests.name(device.text()), larger), larger, "SHA384withECDSA"),
                "P-256");
        assertRefused(
                Requests.signed(Requests.builder(Requests.name(device.text()), other), other, "SHA256withRSA"),
                "P-256");
    }

    @Test
    void another_signature_algorithm_is_refused() {
        assertRefused(
                Requests.signed(Requests.builder(Requests.name(device.text()), key), key, "SHA384withECDSA"),
                "ecdsa-with-SHA256");
        assertRefused(
                Requests.signed(Requests.builder(Requests.name(device.text()), key), key, "SHA1withECDSA"),
                "ecdsa-with-SHA256");
    }

    @Test
    void a_challenge_password_is_refused() {
        PKCS10CertificationRequestBuilder builder = Requests.builder(Requests.name(device.text()), key);
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString("bGlua2luZw=="));

        assertRefused(signed(builder), "challenge password");
    }

    @Test
    void only_extensions_of_device_certificates_may_be_requested() throws IOException {
        assertRefused(
                signed(withExtension(
                        Extension.subjectAlternativeName,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "gateway")))),
                "alternative names");
        assertRefused(signed(withExtension(Extension.basicConstraints, new BasicConstraints(true))), "CA=true");
        assertRefused(
                signed(withExtension(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))),
                "extended key usage serverAuth");
        assertRefused(
                signed(withExtension(
                        Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign))),
                "digitalSignature");
        assertRefused(
                signed(withExtension(Extension.basicConstraints, new DERPrintableString("CA"))), "not a certificate");
        for (PKCS10CertificationRequestBuilder good : List.of(
                withExtension(Extension.basicConstraints, new BasicConstraints(false)),
                withExtension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature)),
                withExtension(Extension.extendedKeyUsage, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_clientAuth,
                    KeyPurposeId.getInstance(new ASN1ObjectIdentifier(DeviceProtocol.UPDATE_USAGE))
                })))) {
            assertThat(CertificateRequest.read(signed(good)).key()).isEqualTo(Requests.publicKey(key));
        }
    }

    @Test
    void too_long_truncated_or_extended_requests_are_refused() {
        byte[] request = Requests.of(device, key).bytes();

        assertRefused(new byte[DeviceProtocol.MAX_CERTIFICATE_REQUEST + 1], "at most 2048 bytes");
        assertRefused(Arrays.copyOf(request, request.length - 1), "not a certificate request");
        assertRefused(Arrays.copyOf(request, request.length + 1), "not a certificate request");
        assertRefused(new byte[0], "not a certificate request");
    }

    @Test
    void deeply_nested_requests_are_refused() {
        byte[] nested = new byte[DeviceProtocol.MAX_CERTIFICATE_REQUEST];
        // Sequences (0x30) of indefinite length (0x80), each inside of the one before.
        for (int at = 0; at < nested.length; at += 2) {
            nested[at] = 0x30;
            nested[at + 1] = (byte) 0x80;
        }

        assertRefused(nested, "not a certificate request");
    }

    @Property(tries = 2_000)
    void arbitrary_bytes_are_always_refused(@ForAll @Size(max = 300) byte[] bytes) {
        assertThatThrownBy(() -> CertificateRequest.read(bytes)).isInstanceOf(ProblemException.class);
    }

    /** Returns a request for a certificate with this extension. */
    private PKCS10CertificationRequestBuilder withExtension(ASN1ObjectIdentifier extension, ASN1Encodable value)
            throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(extension, false, value);
        PKCS10CertificationRequestBuilder builder = Requests.builder(Requests.name(device.text()), key);
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
        return builder;
    }

    /** Signs a request with its own key. */
    private byte[] signed(PKCS10CertificationRequestBuilder builder) {
        return Requests.signed(builder, key, P256);
    }

    /** Asserts that a request is refused. {@code why} is part of the message. */
    private void assertRefused(byte[] request, String why) {
        assertThatThrownBy(() -> CertificateRequest.read(request))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(why);
    }
}
