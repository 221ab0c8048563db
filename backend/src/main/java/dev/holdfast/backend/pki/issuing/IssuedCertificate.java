package dev.holdfast.backend.pki.issuing;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A device's certificate, fresh.
 *
 * @param use what it opens
 * @param authority the generation of the catalog's authority that signed it
 * @param serialNumber unique among all certificates of the installation
 * @param notBefore from when it is good, whole seconds
 * @param notAfter until when it is good, whole seconds
 * @param chain PEM: the leaf, then catalog CA, then policy CA
 */
public record IssuedCertificate(
        CertificateUse use,
        int authority,
        BigInteger serialNumber,
        Instant notBefore,
        Instant notAfter,
        String chain) {}
