package dev.holdfast.backend.pki.issuing;

import dev.holdfast.contract.device.DeviceProtocol;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Purpose of a device certificate, as its extended key usage states it. */
public enum CertificateUse {
    /** For customer services, and for reports about applications to Holdfast. */
    CUSTOMER(DeviceProtocol.CUSTOMER_USAGE),
    /** For software updates, and for reports about them. */
    UPDATE(DeviceProtocol.UPDATE_USAGE);

    private final String usage;

    CertificateUse(String usage) {
        this.usage = usage;
    }

    /** Returns the extended key usage of certificates. It includes {@code clientAuth}, which TLS stacks require in client certificates. */
    ExtendedKeyUsage extendedKeyUsage() {
        return new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_clientAuth, KeyPurposeId.getInstance(new ASN1ObjectIdentifier(usage))
        });
    }
}
