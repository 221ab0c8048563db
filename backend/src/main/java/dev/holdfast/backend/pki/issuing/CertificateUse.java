package dev.holdfast.backend.pki.issuing;

import dev.holdfast.contract.device.DeviceProtocol;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a device's certificate opens. */
public enum CertificateUse {
    /** The services of the customer and Holdfast's reports. */
    CUSTOMER(DeviceProtocol.CUSTOMER_USAGE),
    /** The update channel, nothing else. */
    UPDATE(DeviceProtocol.UPDATE_USAGE);

    private final String usage;

    CertificateUse(String usage) {
        this.usage = usage;
    }

    /** With {@code clientAuth}, which TLS stacks want in every client certificate. */
    ExtendedKeyUsage extendedKeyUsage() {
        return new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_clientAuth, KeyPurposeId.getInstance(new ASN1ObjectIdentifier(usage))
        });
    }
}
