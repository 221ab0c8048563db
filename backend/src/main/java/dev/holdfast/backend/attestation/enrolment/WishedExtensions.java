package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.contract.device.DeviceProtocol;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/**
 * The extensions that a request asks for. The issuer chooses them all; a wish that it would not grant, and whose absence would be
 * missed, is refused rather than dropped (RFC 7030 §4.2.2). What a device's certificate has anyway may be asked for.
 */
final class WishedExtensions {
    private static final Set<ASN1ObjectIdentifier> PURPOSES = Set.of(
            KeyPurposeId.id_kp_clientAuth.toOID(),
            new ASN1ObjectIdentifier(DeviceProtocol.CUSTOMER_USAGE),
            new ASN1ObjectIdentifier(DeviceProtocol.UPDATE_USAGE));

    private WishedExtensions() {}

    static void check(Extensions wished) throws MalformedRequestException {
        if (wished.getExtension(Extension.subjectAlternativeName) != null) {
            throw new MalformedRequestException(
                    "The request asks for alternative names; certificates of devices have none.");
        }
        BasicConstraints constraints = BasicConstraints.fromExtensions(wished);
        if (constraints != null && constraints.isCA()) {
            throw new MalformedRequestException(
                    "The request asks for a certificate of an authority (CA=true); devices get none.");
        }
        KeyUsage usage = KeyUsage.fromExtensions(wished);
        if (usage != null && !usage.equals(new KeyUsage(KeyUsage.digitalSignature))) {
            throw new MalformedRequestException(
                    "The request asks for other key usages than digitalSignature; keys of devices have none but that.");
        }
        requirePurposes(ExtendedKeyUsage.fromExtensions(wished));
    }

    private static void requirePurposes(@Nullable ExtendedKeyUsage purposes) throws MalformedRequestException {
        if (purposes == null) {
            return;
        }
        String others = Arrays.stream(purposes.getUsages())
                .map(KeyPurposeId::toOID)
                .filter(purpose -> !PURPOSES.contains(purpose))
                .map(purpose -> purpose.equals(KeyPurposeId.id_kp_serverAuth.toOID()) ? "serverAuth" : purpose.getId())
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw new MalformedRequestException("The request asks for the extended key usage " + others
                    + "; certificates of devices are for clientAuth.");
        }
    }
}
