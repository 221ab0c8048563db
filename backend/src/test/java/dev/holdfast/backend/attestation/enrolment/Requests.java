package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Valid and invalid certificate requests. */
final class Requests {
    private Requests() {}

    /** Returns a new P-256 key pair. */
    static KeyPair key() {
        return key("secp256r1");
    }

    static KeyPair key(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static P256PublicKey publicKey(KeyPair key) {
        return P256PublicKey.of((ECPublicKey) key.getPublic());
    }

    /** Encodes a name by hand. The library limits common names to 64 characters, and a device ID has 128. */
    static X500Name name(String commonName) {
        return new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERUTF8String(commonName))});
    }

    /** Returns a request without extensions that is not signed yet. */
    static PKCS10CertificationRequestBuilder builder(X500Name subject, KeyPair key) {
        return new JcaPKCS10CertificationRequestBuilder(subject, key.getPublic());
    }

    /** Signs a request with a Java signature algorithm, such as {@code SHA256withECDSA}. */
    static byte[] signed(PKCS10CertificationRequestBuilder builder, KeyPair key, String algorithm) {
        try {
            return builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a valid request of the device for the key. */
    static Blob of(DeviceId device, KeyPair key) {
        return Blob.of(signed(builder(name(device.text()), key), key, "SHA256withECDSA"));
    }

    /** Returns evidence that names these keys for the customer and the update certificate. */
    static Evidence withKeys(Evidence evidence, KeyPair customer, KeyPair update) {
        return new Evidence(
                evidence.kind(),
                evidence.device(),
                evidence.purpose(),
                evidence.nonce(),
                evidence.bootCount(),
                evidence.debugState(),
                evidence.manufacturingState(),
                evidence.keystoreVersion(),
                evidence.capabilities(),
                evidence.measurements(),
                evidence.securityFloors(),
                publicKey(customer),
                publicKey(update));
    }
}
