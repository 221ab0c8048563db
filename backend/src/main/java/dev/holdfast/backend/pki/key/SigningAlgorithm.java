package dev.holdfast.backend.pki.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Signature algorithms of an installation's keys. */
public enum SigningAlgorithm {
    /** ECDSA on P-256 with SHA-256; COSE's ES256. */
    ECDSA_P256("secp256r1", "SHA256withECDSAinP1363Format", X9ObjectIdentifiers.ecdsa_with_SHA256, 32),
    /** ECDSA on P-384 with SHA-384; COSE's ES384. */
    ECDSA_P384("secp384r1", "SHA384withECDSAinP1363Format", X9ObjectIdentifiers.ecdsa_with_SHA384, 48);

    private final String curve;
    private final String jcaName;
    private final String identifier;
    private final int coordinateLength;

    SigningAlgorithm(String curve, String jcaName, ASN1ObjectIdentifier identifier, int coordinateLength) {
        this.curve = curve;
        this.jcaName = jcaName;
        this.identifier = identifier.getId();
        this.coordinateLength = coordinateLength;
    }

    /** Returns the length of R and of S in bytes. */
    public int coordinateLength() {
        return coordinateLength;
    }

    /** Returns Java's name of the curve. */
    public String curve() {
        return curve;
    }

    public String jcaName() {
        return jcaName;
    }

    /** Returns the algorithm's identifier in certificates. It has no parameters (RFC 5758 §3.2). */
    public AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(identifier));
    }

    /** Converts R‖S to X.509's {@code ECDSA-Sig-Value} (RFC 3279 §2.2.3). */
    public DERSequence toX509(byte[] signature) {
        ASN1EncodableVector parts = new ASN1EncodableVector(2);
        parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(signature, coordinateLength))));
        parts.add(new ASN1Integer(
                new BigInteger(1, Arrays.copyOfRange(signature, coordinateLength, 2 * coordinateLength))));
        return new DERSequence(parts);
    }
}
