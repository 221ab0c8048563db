package dev.holdfast.backend.pki.issuing;

import java.math.BigInteger;
import java.time.Instant;

/**
 * Newly issued device certificate.
 *
 * @param use purpose
 * @param authority generation of the authority that signed it
 * @param serialNumber unique in the installation
 * @param notBefore start, whole seconds
 * @param notAfter end, whole seconds
 * @param chain PEM of the device certificate, the catalog's authority and the policy authority
 */
public record IssuedCertificate(
        CertificateUse use,
        int authority,
        BigInteger serialNumber,
        Instant notBefore,
        Instant notAfter,
        String chain) {}
